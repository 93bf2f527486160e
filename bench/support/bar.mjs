// What a figure is held against, printed as bench/bar.h prints it. `sign` is '>=' or '<='; `what` names the figure with its unit.
export const hold = (what, figure, sign, bar) =>
  console.log(`bar: ${what}: ${Number(figure.toPrecision(4))} ${sign} ${bar}`);
