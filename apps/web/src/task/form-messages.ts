import { texts } from '../texts/i18n.ts';

type Translate = typeof texts.t;

// form-js has its own messages in English only, and no place to put others.
const messages: readonly [pattern: RegExp, text: (t: Translate, found: RegExpExecArray) => string][] = [
  [/^Field is required\.$/, (t) => t('check.required')],
  [/^Field must have minimum value of (.+)\.$/, (t, [, value]) => t('form.min', { value })],
  [/^Field must have maximum value of (.+)\.$/, (t, [, value]) => t('form.max', { value })],
  [/^Field must have minimum length of (\d+)\.$/, (t, [, value]) => t('check.minLength', { count: Number(value) })],
  [/^Field must have maximum length of (\d+)\.$/, (t, [, value]) => t('form.maxLength', { count: Number(value) })],
  [/^Field must match pattern/, (t) => t('form.pattern')],
  [/^Field must be a valid email\.$/, (t) => t('form.email')],
  [/^Field must be a valid\s+international phone/, (t) => t('form.phone')],
  [/^Value is not a number\.$/, (t) => t('form.number')],
  [/^Value is expected to be an integer\.$/, (t) => t('form.integer')],
  [/^Value is expected to have at most (\d+) decimal/, (t, [, value]) => t('form.decimals', { count: Number(value) })],
  [/nearest valid values are (.+) and (.+)\.$/, (t, [, low, high]) => t('form.step', { low, high })],
];

/** A message of form-js in the reader's language; a form's own message stays as it is. */
export function translateMessage(message: string, t: Translate = texts.t): string {
  for (const [pattern, text] of messages) {
    const found = pattern.exec(message);
    if (found) return text(t, found);
  }
  return message;
}

interface Validator {
  validateField(field: unknown, value: unknown): string[];
  validateFieldInstance(instance: unknown, value: unknown): string[];
}

/** A module for form-js: its validator answers in the reader's language. */
export const translatedMessages = {
  __init__: ['translatedMessages'],
  translatedMessages: [
    'factory',
    Object.assign(
      (validator: Validator) => {
        const field = validator.validateField.bind(validator);
        const instance = validator.validateFieldInstance.bind(validator);
        validator.validateField = (...given) => field(...given).map((message) => translateMessage(message));
        validator.validateFieldInstance = (...given) => instance(...given).map((message) => translateMessage(message));
        return {};
      },
      { $inject: ['validator'] },
    ),
  ],
};

const parts: readonly [selector: string, english: RegExp, text: (t: Translate, found: RegExpExecArray) => string][] = [
  ['.fjs-repeat-render-add', /^Add new$/, (t) => t('form.add')],
  ['.fjs-repeat-render-collapse', /^Collapse$/, (t) => t('form.collapse')],
  ['.fjs-repeat-render-collapse', /^Expand all \((\d+)\)$/, (t, [, count]) => t('form.expand', { count: Number(count) })],
  ['.fjs-select-display', /^Select$/, (t) => t('form.select')],
];
const attributes: readonly [attribute: string, english: RegExp, text: (t: Translate, found: RegExpExecArray) => string][] = [
  ['aria-label', /^Remove list item (\d+)$/, (t, [, number]) => t('form.removeItem', { number })],
  ['aria-label', /^Increment$/, (t) => t('form.increment')],
  ['aria-label', /^Decrement$/, (t) => t('form.decrement')],
  ['placeholder', /^Search$/, (t) => t('form.search')],
  // form-js writes the browser's own order of day, month and year
  ['placeholder', /^[dmy]+[^a-z]+[dmy]+[^a-z]+[dmy]+[^a-z]*$/, (t) => t('form.datePattern')],
  ['title', /^Remove tag$/, (t) => t('form.removeTag')],
  ['title', /^Powered by bpmn\.io$/, (t) => t('form.poweredBy')],
];

/** Keeps form-js's fixed words in a container translated while it renders; returns how to stop. */
export function translateWidgets(container: HTMLElement, t: Translate = texts.t): () => void {
  const apply = () => {
    for (const [selector, english, text] of parts)
      for (const element of container.querySelectorAll(selector))
        for (const node of element.childNodes) {
          const found = node.nodeType === Node.TEXT_NODE ? english.exec(node.textContent?.trim() ?? '') : null;
          if (found) node.textContent = text(t, found);
        }
    for (const [attribute, english, text] of attributes)
      for (const element of container.querySelectorAll(`[${attribute}]`)) {
        const found = english.exec(element.getAttribute(attribute) ?? '');
        if (found) element.setAttribute(attribute, text(t, found));
      }
  };
  apply();
  const observer = new MutationObserver(apply);
  observer.observe(container, { subtree: true, childList: true, characterData: true });
  return () => observer.disconnect();
}
