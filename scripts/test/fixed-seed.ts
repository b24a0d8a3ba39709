import fc from 'fast-check';

/**
 * Property tests draw the same cases in every run, so that a red run is a change's doing; `DISCREET_SEED=5 npm test` draws others.
 *
 * Tests that state a seed of their own keep it.
 */
fc.configureGlobal({ seed: Number(process.env['DISCREET_SEED'] ?? 20_261_124) });
