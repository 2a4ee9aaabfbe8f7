// Eight colours that stay apart, for what has no colour of its own, light and dark. Knows no data.

const light = ["#0b6bb5", "#c8431b", "#1a8056", "#8a4fbf", "#b07800", "#c2327f", "#3c6f7a", "#5c5f66"];
const dark = ["#5cb3f5", "#ff8a5c", "#4ccf97", "#c79bf2", "#f0c04a", "#f582bb", "#7cc3d1", "#b4bac4"];
export const dashes = ["none", "7 3", "2 3", "9 3 2 3", "none", "7 3", "2 3", "9 3 2 3"];

const rules = (colours: readonly string[]) =>
  colours.map((colour, i) => `.ravine .s${i}{stroke:${colour}}.ravine .f${i}{fill:${colour}}`).join("");

/** Classes s0 … s7 for strokes and f0 … f7 for fills. */
export const paletteStyle = `${rules(light)}@media screen and (prefers-color-scheme: dark){${rules(dark)}}`;
export const paletteSize = light.length;
