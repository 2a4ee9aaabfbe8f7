// What a surface is: a function with its derivatives, a window to draw it in and a place to start.

export interface Surface {
  value(x: ArrayLike<number>): number;
  /** As many numbers as x has; `step` chooses the minibatch where there are any, and without it the gradient is the value's own. */
  gradient(x: ArrayLike<number>, step?: number): number[];
  hessian(x: ArrayLike<number>): number[][];
  /** From and to, for each coordinate: the part worth drawing. */
  readonly bounds: readonly (readonly [number, number])[];
  readonly start: readonly number[];
  /** Where the value is least; absent where it falls without end. */
  readonly minimum?: readonly number[];
}

/** A surface over a plane, its derivatives written in x and y; the Hessian as [∂²/∂x², ∂²/∂x∂y, ∂²/∂y²]. */
export function plane(definition: {
  value(x: number, y: number): number;
  gradient(x: number, y: number): [number, number];
  hessian(x: number, y: number): [number, number, number];
  readonly bounds: Surface["bounds"];
  readonly start: Surface["start"];
  readonly minimum?: Surface["minimum"];
}): Surface {
  const { value, gradient, hessian, ...rest } = definition;
  return Object.freeze<Surface>({
    value: (x) => value(x[0], x[1]),
    gradient: (x) => gradient(x[0], x[1]),
    hessian: (x) => {
      const [xx, xy, yy] = hessian(x[0], x[1]);
      return [
        [xx, xy],
        [xy, yy],
      ];
    },
    ...rest,
  });
}
