export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Viewbox extends Bounds {
  /** Of everything drawn. */
  readonly inner: Bounds;
  /** Of the canvas on the screen. */
  readonly outer: { readonly width: number; readonly height: number };
}

/** The services of diagram-js that we call, as far as we call them. */
export interface CanvasPart {
  zoom(): number;
  zoom(to: number): number;
  viewbox(): Viewbox;
  viewbox(to: Bounds): void;
  /** Its place has another size. */
  resized(): void;
  addMarker(elementId: string, marker: string): void;
  removeMarker(elementId: string, marker: string): void;
  scrollToElement(elementId: string): void;
}

export interface OverlaysPart {
  add(elementId: string, type: string, overlay: { position: { [side: string]: number }; html: HTMLElement }): string;
  remove(filter: { type: string }): void;
}

export interface RegistryPart {
  get(elementId: string): DiagramElement | undefined;
}

export interface DiagramElement extends Partial<Bounds> {
  readonly id: string;
  readonly waypoints?: unknown;
}

export interface SelectionPart {
  select(element: DiagramElement): void;
}

export interface EventBusPart {
  on(event: string, listener: () => void): void;
}

/** A viewer or modeler of bpmn-js. */
export interface Parts {
  get<T>(name: string): T;
}
