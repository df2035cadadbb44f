import { moddleOptions } from '@gaita/bpmn';

/** What every drawing of a model has in common, looked at or changed. */
export const drawing = {
  moddleExtensions: moddleOptions,
  // Hovering never takes the focus.
  canvas: { autoFocus: false },
  textRenderer: {
    defaultStyle: { fontFamily: "'IBM Plex Sans', sans-serif", fontSize: 11 },
    externalStyle: { fontSize: 10 },
  },
};
