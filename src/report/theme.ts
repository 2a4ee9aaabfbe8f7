// The colours of pictures, light and dark, as CSS. Three hues that stay apart for colour-blind readers; knows no data.

const light = {
  ground: "#ffffff",
  text: "#1b2430",
  muted: "#5b6775",
  grid: "#e4e8ed",
  train: "#0b6bb5",
  validation: "#b85c00",
  test: "#1a8056",
};
const dark: typeof light = {
  ground: "#12171e",
  text: "#e8edf3",
  muted: "#9aa7b5",
  grid: "#2a333e",
  train: "#5cb3f5",
  validation: "#f5a742",
  test: "#4ccf97",
};

function rules(colours: typeof light): string {
  const sets = (["train", "validation", "test"] as const).map((set) => {
    const colour = colours[set];
    return `.ravine .line.${set}{stroke:${colour}}.ravine .band.${set},.ravine .end.${set}{fill:${colour}}`;
  });
  return [
    `.ravine{color:${colours.text}}.ravine .ground{fill:${colours.ground}}.ravine .text{fill:${colours.text}}`,
    `.ravine .muted,.ravine .axis,.ravine .axis text{fill:${colours.muted}}.ravine .grid{stroke:${colours.grid};stroke-opacity:1}`,
    `.ravine .best{stroke:${colours.muted}}.ravine .end{stroke:${colours.ground}}`,
    ...sets,
  ].join("");
}

const shapes =
  ".ravine .line{fill:none}.ravine .band{stroke:none;fill-opacity:.16}.ravine .best{stroke-dasharray:2 4}" +
  ".ravine .end{stroke-width:1.5}.ravine text{white-space:pre}";

/** The style sheet of a picture; "auto" follows the reader's setting, light where there is none. */
export function themeStyle(theme: "auto" | "light" | "dark"): string {
  if (theme !== "auto") return shapes + rules(theme === "dark" ? dark : light);
  return `${shapes}${rules(light)}@media screen and (prefers-color-scheme: dark){${rules(dark)}}`;
}
