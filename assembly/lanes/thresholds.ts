// Below which sizes numbers count as 0, so that no multiplication meets or makes a subnormal (each costs a hundred cycles).
// The masks stand before the multiplication, since masking its result is too late.

/** 2⁻¹⁰⁰: for gradients, and for moments and velocities as they are read, whose product with a rate or 1 − β must stay normal. */
export const SMALLEST_GRADIENT: f32 = 7.888609052210118e-31;
/** 2⁻⁵⁷: for gradients that are squared, since (1 − β)·g² must stay normal for 1 − β ≥ 2⁻¹². */
export const SMALLEST_SQUARED: f32 = 6.938893903907228e-18;
