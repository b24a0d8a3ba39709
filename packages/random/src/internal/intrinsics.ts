/**
 * The functions of `Math` that the samplers use, taken when the module loads: code that replaces them later cannot bend the noise.
 *
 * All of them are exact in every engine. `Math.exp`, `Math.log` and `Math.pow` are not, and stand nowhere in this package.
 */
export const abs: (x: number) => number = Math.abs;
export const ceil: (x: number) => number = Math.ceil;
export const clz32: (x: number) => number = Math.clz32;
export const floor: (x: number) => number = Math.floor;
export const max: (x: number, y: number) => number = Math.max;
export const min: (x: number, y: number) => number = Math.min;
export const sqrt: (x: number) => number = Math.sqrt;
