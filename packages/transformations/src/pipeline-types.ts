import type { Mul, Num, SizedVector, Vector } from '@discreet/core';

/** A static distance times X; a product with 1 costs the compiler nothing. */
export type Times<C, X extends Num> = C extends 1 ? X : C extends Num ? Mul<C, X> : number;

/** The vector V with elements A: its size, where it has one, stays. */
export type WithElement<V, A> =
  V extends SizedVector<infer _, infer N> ? SizedVector<A, N> : Vector<A>;
