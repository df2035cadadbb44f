import type { CanvasPart, DiagramElement } from './viewer-parts.ts';

const margin = 16;

/** Shows the whole drawing, never larger than life; `left` keeps free what stands over the canvas there. In pixels. */
export function fit(canvas: CanvasPart, left = 0): void {
  const { inner, outer } = canvas.viewbox();
  if (inner.width === 0 || outer.width === 0) return;
  const free = { width: outer.width - left - 2 * margin, height: outer.height - 2 * margin };
  const scale = Math.min(1, free.width / inner.width, free.height / inner.height);
  const around = { x: (free.width - inner.width * scale) / 2, y: (free.height - inner.height * scale) / 2 };
  canvas.viewbox({
    x: inner.x - (left + margin + around.x) / scale,
    y: inner.y - (margin + around.y) / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  });
}

/** Below this scale the texts of a drawing cannot be read. */
const legible = 0.6;

/** The whole drawing if its texts can be read then; else the surroundings of where it matters. */
export function showLegibly(canvas: CanvasPart, around?: DiagramElement): void {
  fit(canvas);
  const { outer, inner } = canvas.viewbox();
  if (canvas.zoom() >= legible || around?.x === undefined || around.y === undefined) return;
  const width = outer.width / legible;
  const height = outer.height / legible;
  const free = margin / legible;
  /** In the middle, unless the drawing ends before the window does. */
  const start = (middle: number, length: number, first: number, whole: number) =>
    Math.max(first - free, Math.min(middle - length / 2, first + whole + free - length));
  canvas.viewbox({
    x: start(around.x + (around.width ?? 0) / 2, width, inner.x, inner.width),
    y: start(around.y + (around.height ?? 0) / 2, height, inner.y, inner.height),
    width,
    height,
  });
}
