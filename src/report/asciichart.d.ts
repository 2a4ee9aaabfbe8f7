// The types of asciichart that we use; the package brings none.
declare module "asciichart" {
  interface PlotOptions {
    readonly height?: number;
    readonly min?: number;
    readonly max?: number;
    readonly offset?: number;
    readonly colors?: readonly string[];
    readonly format?: (value: number, line: number) => string;
  }
  const asciichart: { plot(series: readonly (readonly number[])[], options?: PlotOptions): string };
  export default asciichart;
}
