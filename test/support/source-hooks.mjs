// Hooks of Node's module loader: the packages' and the server's sources as they are, compiled when they are loaded.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const swc = JSON.parse(readFileSync(new URL('../../.swcrc', import.meta.url), 'utf8'));
delete swc.$schema;
swc.jsc.rewriteRelativeImportExtensions = false; // these are the sources themselves

export function resolve(specifier, context, next) {
  const source = specifier.startsWith('.') && new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
  if (source && source.pathname.endsWith('.ts') && existsSync(source)) return next(source.href, context);
  return next(specifier, { ...context, conditions: ['@gaita/source', ...context.conditions] });
}

export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(readFileSync(filename, 'utf8'), { ...swc, filename, swcrc: false, sourceMaps: false });
  return { format: 'module', source: code, shortCircuit: true };
}
