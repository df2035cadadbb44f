import { fit } from './fit.ts';
import type { CanvasPart } from './viewer-parts.ts';

/** In millimetres: what A4 leaves beside and below its margins for a drawing with its frame. */
const paper = { width: 160, height: 240 };
/** Above and below the drawing: the mark of bpmn.io covers nothing of it. */
const forMark = 24;

/**
 * Shows the whole drawing in its place on paper while the browser prints, then what was seen before. The place itself becomes as
 * wide as paper: what stands over the drawing moves with it.
 * @param drawn the canvas once there is a drawing
 * @returns ends it
 */
export function fitToPaper(place: HTMLElement, drawn: () => CanvasPart | undefined): () => void {
  let back = () => {};
  const toPaper = () => {
    back();
    const canvas = drawn();
    if (!canvas) return;
    const { inner, x, y, width, height } = canvas.viewbox();
    if (inner.width === 0) return;
    // At once, also where reduced motion gives everything a transition that is too short to be seen.
    place.style.setProperty('transition', 'none', 'important');
    place.style.width = `${paper.width}mm`;
    place.style.height = `${Math.min(paper.height, (paper.width * inner.height) / inner.width + forMark)}mm`;
    canvas.resized();
    fit(canvas);
    back = () => {
      for (const name of ['width', 'height', 'transition']) place.style.removeProperty(name);
      canvas.resized();
      canvas.viewbox({ x, y, width, height });
      back = () => {};
    };
  };
  const toScreen = () => back();
  addEventListener('beforeprint', toPaper);
  addEventListener('afterprint', toScreen);
  return () => {
    back();
    removeEventListener('beforeprint', toPaper);
    removeEventListener('afterprint', toScreen);
  };
}
