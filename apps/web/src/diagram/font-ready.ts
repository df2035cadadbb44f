/** A letter of each part of the font that the four languages need. */
const letters = 'aāДъ';

/** Waits for the font in which the drawing measures its texts; without it they are measured, and stand, in the system's. */
export async function fontReady(): Promise<void> {
  await document.fonts.load("11px 'IBM Plex Sans'", letters).catch(() => undefined);
}
