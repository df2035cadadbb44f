/** The value of an own key: names that users choose (`constructor`, `__proto__`) never reach the prototype. */
export function own<T>(object: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Sets an own key, also `__proto__`. */
export function put<T>(object: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

/** True when there is no key. */
export function isEmpty(object: object | undefined): boolean {
  for (const key in object) if (Object.hasOwn(object, key)) return false;
  return true;
}
