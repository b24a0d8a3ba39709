/**
 * Which datasets are neighbours: one record more or less; one record another one; one record replaced by a special one that adds nothing ("zero-out").
 *
 * Sensitivities and noise multipliers of events are for the relation under which they are accounted; inside of samples the constructors of these say what they are for.
 */
export type NeighbouringRelation = 'addOrRemoveOne' | 'replaceOne' | 'replaceSpecial';
