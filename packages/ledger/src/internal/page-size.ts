/** How many rows one reading of a long list gives. */
export const pageSize = 1000;
