// The constants of the lanes, each written four times in static memory.
//
// They are loaded, v128.load(NAME), and not written as v128 literals, because V8 rebuilds a v128 literal in each turn of a loop.

export const ABSOLUTE = memory.data<u32>([0x7fffffff, 0x7fffffff, 0x7fffffff, 0x7fffffff], 16);
export const SIGN = memory.data<u32>([0x80000000, 0x80000000, 0x80000000, 0x80000000], 16);
export const MANTISSA = memory.data<u32>([0x007fffff, 0x007fffff, 0x007fffff, 0x007fffff], 16);
/** 0x7f800000 */
export const INFINITE = memory.data<u32>([0x7f800000, 0x7f800000, 0x7f800000, 0x7f800000], 16);
/** 0xff800000 */
export const MINUS_INFINITE = memory.data<u32>([0xff800000, 0xff800000, 0xff800000, 0xff800000], 16);

export const QUARTER = memory.data<f32>([0.25, 0.25, 0.25, 0.25], 16);
export const HALF = memory.data<f32>([0.5, 0.5, 0.5, 0.5], 16);
export const ONE = memory.data<f32>([1, 1, 1, 1], 16);
export const MINUS_ONE = memory.data<f32>([-1, -1, -1, -1], 16);
export const TWO = memory.data<f32>([2, 2, 2, 2], 16);
export const MINUS_TWO = memory.data<f32>([-2, -2, -2, -2], 16);
export const FOUR = memory.data<f32>([4, 4, 4, 4], 16);

/** 2⁻¹²⁶, the smallest normal number */
export const SMALLEST = memory.data<u32>([0x00800000, 0x00800000, 0x00800000, 0x00800000], 16);
/** (2 − 2⁻²³)·2¹²⁷, the largest finite number */
export const LARGEST = memory.data<u32>([0x7f7fffff, 0x7f7fffff, 0x7f7fffff, 0x7f7fffff], 16);
/** 2⁻⁴⁰: its cube is still normal */
export const TINY = memory.data<u32>([0x2b800000, 0x2b800000, 0x2b800000, 0x2b800000], 16);

// exp and its kin: x = n·ln 2 + r, n an integer, |r| ≤ ln 2 / 2

/** 1.5·2²³: adding it rounds to an integer, which then stands in the low bits */
export const ROUNDER = memory.data<f32>([12582912, 12582912, 12582912, 12582912], 16);
/** 1 / ln 2 */
export const LOG2_E = memory.data<f32>([1.44269502, 1.44269502, 1.44269502, 1.44269502], 16);
/** ln 2 to 17 bits (0x3f317180): times an integer of seven bits it is exact */
export const LN2_HIGH = memory.data<f32>([0.693138123, 0.693138123, 0.693138123, 0.693138123], 16);
/** ln 2 − LN2_HIGH */
export const LN2_LOW = memory.data<f32>([9.05800152e-6, 9.05800152e-6, 9.05800152e-6, 9.05800152e-6], 16);
/** the smallest x with eˣ ≥ 2⁻¹²⁶ (0xc2aeac4f) */
export const EXP_LOWEST = memory.data<f32>([-87.33654, -87.33654, -87.33654, -87.33654], 16);
/** −EXP_LOWEST */
export const EXP_LOWEST_MAGNITUDE = memory.data<f32>([87.33654, 87.33654, 87.33654, 87.33654], 16);
/** here eˣ is infinite already, and n is 128 still */
export const EXP_OVERFLOW = memory.data<f32>([89, 89, 89, 89], 16);
/** from here down eˣ no longer changes 1 ± eˣ */
export const EXP_NEGLIGIBLE = memory.data<f32>([-20, -20, -20, -20], 16);
/** from here up tanh x = 1 */
export const TANH_SATURATED = memory.data<f32>([10, 10, 10, 10], 16);
// eʳ − 1 ≈ r(1 + r(E2 + r(E3 + r(E4 + r(E5 + r·E6)))))
export const E2 = memory.data<f32>([0.49999997, 0.49999997, 0.49999997, 0.49999997], 16);
export const E3 = memory.data<f32>([0.16666545, 0.16666545, 0.16666545, 0.16666545], 16);
export const E4 = memory.data<f32>([0.0416674465, 0.0416674465, 0.0416674465, 0.0416674465], 16);
export const E5 = memory.data<f32>([0.00836644694, 0.00836644694, 0.00836644694, 0.00836644694], 16);
export const E6 = memory.data<f32>([0.00138698355, 0.00138698355, 0.00138698355, 0.00138698355], 16);

// log and its kin: x = 2ᵏ(1 + f), √½ ≤ 1 + f < √2

/** √½ (0.70710677): the bits from which the exponent k is counted */
export const SQRT_HALF = memory.data<u32>([0x3f3504f3, 0x3f3504f3, 0x3f3504f3, 0x3f3504f3], 16);
/** 2²⁵ lifts every subnormal number to a normal one */
export const LIFT = memory.data<f32>([33554432, 33554432, 33554432, 33554432], 16);
export const LIFT_EXPONENT = memory.data<i32>([25, 25, 25, 25], 16);
// ln((1 + s) / (1 − s)) ≈ 2s + s³(L1 + s²(L2 + s²·L3))
export const L1 = memory.data<f32>([0.666667759, 0.666667759, 0.666667759, 0.666667759], 16);
export const L2 = memory.data<f32>([0.399775535, 0.399775535, 0.399775535, 0.399775535], 16);
export const L3 = memory.data<f32>([0.298721284, 0.298721284, 0.298721284, 0.298721284], 16);

// Φ(−t) ≈ e^(−t²/2)·(½ + t(C1 + … + t·C4)) / (1 + t(D1 + … + t·D5))
/** the smallest x, to four decimals, with Φ(x) ≥ 2⁻¹²⁶ */
export const GAUSSIAN_LOWEST = memory.data<f32>([-12.9499, -12.9499, -12.9499, -12.9499], 16);
/** −GAUSSIAN_LOWEST */
export const GAUSSIAN_LOWEST_MAGNITUDE = memory.data<f32>([12.9499, 12.9499, 12.9499, 12.9499], 16);
/** a number's sign, exponent and first 11 bits: what is left has a square of 24 bits, exact in float32 */
export const SQUARABLE = memory.data<u32>([0xfffff000, 0xfffff000, 0xfffff000, 0xfffff000], 16);
export const C1 = memory.data<f32>([0.434977108, 0.434977108, 0.434977108, 0.434977108], 16);
export const C2 = memory.data<f32>([0.180784638, 0.180784638, 0.180784638, 0.180784638], 16);
export const C3 = memory.data<f32>([0.0398089866, 0.0398089866, 0.0398089866, 0.0398089866], 16);
export const C4 = memory.data<f32>([0.00399438046, 0.00399438046, 0.00399438046, 0.00399438046], 16);
export const D1 = memory.data<f32>([1.66783912, 1.66783912, 1.66783912, 1.66783912], 16);
export const D2 = memory.data<f32>([1.19230839, 1.19230839, 1.19230839, 1.19230839], 16);
export const D3 = memory.data<f32>([0.463002442, 0.463002442, 0.463002442, 0.463002442], 16);
export const D4 = memory.data<f32>([0.0997939825, 0.0997939825, 0.0997939825, 0.0997939825], 16);
export const D5 = memory.data<f32>([0.0100122768, 0.0100122768, 0.0100122768, 0.0100122768], 16);

// the activations
/** SELU's λ = 1.0507009873554805 */
export const SELU_SCALE = memory.data<f32>([1.05070099, 1.05070099, 1.05070099, 1.05070099], 16);
/** SELU's λα = 1.7580993408473768 */
export const SELU_ALPHA = memory.data<f32>([1.75809934, 1.75809934, 1.75809934, 1.75809934], 16);
/** φ(0) = 1/√(2π) */
export const GAUSSIAN_PEAK = memory.data<f32>([0.39894228, 0.39894228, 0.39894228, 0.39894228], 16);
/** from here down Φ(x), φ(x) and GELU are 0 */
export const GELU_LOWEST = memory.data<f32>([-14, -14, -14, -14], 16);
/** from here up GELU's derivative is 1 */
export const GELU_SATURATED = memory.data<f32>([14, 14, 14, 14], 16);
/** 2√(2/π) */
export const GELU_LINEAR = memory.data<f32>([1.59576912, 1.59576912, 1.59576912, 1.59576912], 16);
/** 2√(2/π) · 0.044715 */
export const GELU_CUBIC = memory.data<f32>([0.0713548163, 0.0713548163, 0.0713548163, 0.0713548163], 16);
export const GELU_THREE_CUBIC = memory.data<f32>([0.214064449, 0.214064449, 0.214064449, 0.214064449], 16);
/** from here down σ(x) and eˣ are 0 */
export const SILU_LOWEST = memory.data<f32>([-88, -88, -88, -88], 16);
/** from here up Mish's derivative is 1, and e²ˣ is far from infinite */
export const MISH_SATURATED = memory.data<f32>([20, 20, 20, 20], 16);
export const SIXTH = memory.data<f32>([0.166666672, 0.166666672, 0.166666672, 0.166666672], 16);
export const THREE = memory.data<f32>([3, 3, 3, 3], 16);
/** 1 − 2⁻²⁴ */
export const BELOW_ONE = memory.data<u32>([0x3f7fffff, 0x3f7fffff, 0x3f7fffff, 0x3f7fffff], 16);

// the losses
/** 2⁻⁹⁰: what a loss sends back must stay normal through the products that follow */
export const SMALLEST_DIFFERENCE = memory.data<f32>(
  [8.077935669463161e-28, 8.077935669463161e-28, 8.077935669463161e-28, 8.077935669463161e-28],
  16,
);
