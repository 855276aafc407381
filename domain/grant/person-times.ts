/** Routes of single persons that are a training of one, in the year of the certificate (§11); the others count none. */
export const PERSON_TIME_ROUTES = ['C06', 'C07'] as const;
