import type { Page } from 'playwright-core';

/**
 * Words and controls that nobody sees whole: they stand beyond the window, or something around them hides a part. What may be scrolled to
 * in a place of its own, a drawing and what is for screen readers alone do not count.
 */
const cut = `(() => {
  const apart = '.cds--visually-hidden, svg, option, [inert], [aria-hidden=true], .djs-container';
  const controls = 'button, select, input:not([type=checkbox], [type=radio], [type=file]), textarea';
  const texts = [...document.querySelectorAll('body *')].filter((each) =>
    each.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !each.closest(apart) &&
    (each.matches(controls) || [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '')));
  const hides = (value) => value === 'hidden' || value === 'clip';
  const isCut = (element) => {
    const range = document.createRange();
    if (element.matches(controls)) range.selectNode(element);
    else range.selectNodeContents(element);
    const { left, right, top, bottom, width, height } = range.getBoundingClientRect();
    if (width <= 1 || height <= 1) return false;
    for (let at = element; at !== document.body; at = at.parentElement) {
      const { overflowX, overflowY, position, clip } = getComputedStyle(at);
      const box = at.getBoundingClientRect();
      if (clip !== 'auto' || box.width <= 1) return false;
      if (/auto|scroll/.test(overflowX)) return false;
      if (hides(overflowX) && (right > box.right + 1 || left < box.left - 1)) return true;
      if (hides(overflowY) && (bottom > box.bottom + 3 || top < box.top - 3)) return true;
      if (position === 'fixed') break;
    }
    return right > innerWidth + 1 || left < -1;
  };
  return texts.filter(isCut).map((each) => each.tagName.toLowerCase() + '.' + each.className + ': ' + (each.getAttribute('aria-label') ?? each.textContent.trim().slice(0, 60)));
})()`;

/** One line for each of the words and controls that are cut off. */
export const cutOff = (page: Page): Promise<string[]> => page.evaluate<string[]>(cut);

const beyond = `(() => {
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over <= 0) return [];
  const wide = [...document.querySelectorAll('body *')].filter((each) => each.getBoundingClientRect().right > innerWidth && each.checkVisibility());
  const deepest = wide.filter((each) => !wide.some((other) => other !== each && each.contains(other)));
  return [over + ' pixels beyond the window: ' + deepest.slice(0, 4).map((each) => each.tagName.toLowerCase() + '.' + each.getAttribute('class')).join(', ')];
})()`;

/** Says how far the page scrolls sideways, and what reaches so far. */
export const beyondTheWindow = (page: Page): Promise<string[]> => page.evaluate<string[]>(beyond);
