declare const brand: unique symbol;

/** A type that only the compiler distinguishes; values are made by a guard of the domain, never by a cast. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };
