// Hook of Node's module loader: outside of Jest its globals are those of jest-circus.
const globals = new URL('./jest-globals.mjs', import.meta.url).href;

export const resolve = (specifier, context, next) =>
  specifier === '@jest/globals' ? { url: globals, shortCircuit: true } : next(specifier, context);
