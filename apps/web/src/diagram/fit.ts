import type { CanvasPart } from './viewer-parts.ts';

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
