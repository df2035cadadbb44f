import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Somebody without a mouse: wherever they come, they see where they are. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  type(text: string): Promise<void> {
    return this.page.keyboard.type(text);
  }

  /** By Tab to what is called so, or begins so. */
  async tabTo(name: string): Promise<void> {
    const passed: string[] = [];
    for (let i = 0; i < 60; i++) {
      await this.press('Tab');
      const label = await this.here(passed);
      if (label.startsWith(name)) return;
      passed.push(label);
    }
    throw new Error(`Nothing called ${name} has the focus, but ${passed.join(', ')}.`);
  }

  /** What the thing with the focus is called; it has to be on the screen, and marked. */
  async here(passed: readonly string[] = []): Promise<string> {
    const { label, seen } = await this.page.evaluate<{ label: string; seen: boolean }>(focus);
    expect([...passed, label, seen]).toEqual([...passed, label, true]);
    return label;
  }
}

/** A frame of its own, a shadow or a thick border that is seen, once what moves has come to rest. */
const focus = `new Promise(requestAnimationFrame)
  .then(() => Promise.all(document.getAnimations().filter((each) => Number.isFinite(each.effect.getComputedTiming().endTime))
    .map((each) => each.finished.catch(() => undefined))))
  .then(() => {
    const at = document.activeElement;
    // After the last thing of a page the browser's own buttons have their turn.
    if (at === document.body) return { label: '', seen: true };
    const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
    const isSeen = (colours) => /rgb\\(|rgba\\((?!0, 0, 0, 0\\))/.test(colours);
    const around = [at, at.parentElement, at.parentElement?.parentElement].filter(Boolean).map((each) => getComputedStyle(each));
    const marked = around.some(({ outlineStyle, outlineColor, boxShadow, borderTopWidth, borderTopColor }) =>
      (outlineStyle !== 'none' && isSeen(outlineColor)) || isSeen(boxShadow) ||
      (parseFloat(borderTopWidth) >= 2 && isSeen(borderTopColor)));
    const { top, bottom, left, right } = at.getBoundingClientRect();
    const onScreen = at.getClientRects().length > 0 && bottom > 0 && top < innerHeight && right > 0 && left < innerWidth;
    return { label: label.trim(), seen: marked && onScreen };
  })`;
