interface MutableBounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The shape or edge of a model's drawing, as far as its label's place goes. */
export interface DrawnElement {
  readonly bounds?: Readonly<MutableBounds>;
  readonly label?: { readonly bounds?: MutableBounds };
}

/** The service of bpmn-js that lays out text. */
export interface TextRendererPart {
  getExternalStyle(): object;
  getDimensions(
    text: string,
    options: { readonly box: { readonly width: number; readonly height: number }; readonly style: object },
  ): { readonly width: number; readonly height: number };
}

/** As wide as bpmn-js makes a label of its own accord, pixels. */
const usual = 90;

/**
 * A label stands in the box that fits its English text: gives another language's text the room it needs, so that no word is broken
 * and no line runs into the shape. The side that faces the shape stays where it is.
 */
export function widenLabel({ bounds: shape, label }: DrawnElement, text: string, renderer: TextRendererPart): void {
  const box = label?.bounds;
  if (!box || box.width === 0) return;
  const needed = renderer.getDimensions(text, {
    box: { width: Math.max(usual, box.width), height: box.height },
    style: renderer.getExternalStyle(),
  });
  const wider = Math.max(0, Math.ceil(needed.width) + 2 - box.width);
  const higher = Math.max(0, Math.ceil(needed.height) - box.height);
  const isRight = shape !== undefined && box.x >= shape.x + shape.width;
  const isLeft = shape !== undefined && box.x + box.width <= shape.x;
  const isAbove = shape !== undefined && box.y + box.height <= shape.y;
  if (!isRight) box.x -= isLeft ? wider : wider / 2;
  if (isAbove) box.y -= higher;
  box.width += wider;
  box.height += higher;
}
