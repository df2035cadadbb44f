// npm run sbom -- [--to file]: what the product is made of, as CycloneDX 1.5; without --to on standard output.
// Ends with 1 when a part has a licence that is not known to go with the EUPL 1.2, or lacks what tells it apart.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './preparation.mjs';

/** What may be given on together with a work under the EUPL 1.2; fonts under the OFL lie beside it. */
const allowed = new Set([
  ...[
    'MIT',
    'MIT-0',
    'Apache-2.0 AND MIT',
    'ISC',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'BlueOak-1.0.0',
    'Apache-2.0',
    'MPL-2.0',
    'OFL-1.1',
    'EUPL-1.2',
  ],
  ...['CC0-1.0', 'Unlicense', '(MPL-2.0 OR Apache-2.0)', '(MIT OR CC0-1.0)', 'Python-2.0', 'CC-BY-4.0', 'bpmn.io'],
]);
/** Of packages that say "see the file LICENSE": MIT, with the condition that the mark on diagrams and forms stays visible. */
const ownText = new Map([
  ['bpmn-js', 'bpmn.io'],
  ['@bpmn-io/form-js-viewer', 'bpmn.io'],
]);

const { values } = parseArgs({ options: { to: { type: 'string' } } });
const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
const [program, ...first] = npm;
const asked = spawnSync(program, [...first, 'sbom', '--sbom-format=cyclonedx', '--sbom-type=application'], {
  cwd: root,
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
});
if (asked.status !== 0) {
  console.error(asked.stderr || asked.stdout);
  process.exit(1);
}
const bom = JSON.parse(asked.stdout);
// npm takes the name of the folder, and tells from where this machine fetched what
bom.metadata.component.name = 'gaita';

// what only tests need is left out by npm's own notes: its --omit=dev leaves out shared parts of the product, too
const { packages } = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8'));
const shipped = new Set(
  Object.entries(packages)
    .filter(([path, { dev }]) => path.includes('node_modules/') && !dev)
    .map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`),
);
const nameOf = ({ purl = '' }) => decodeURIComponent(purl.replace('pkg:npm/', ''));
const isOurs = ({ properties = [] }) => properties.some(({ name }) => name === 'cdx:npm:package:private');
bom.components = bom.components.filter((component) => isOurs(component) || shipped.has(nameOf(component)));
const kept = new Set([bom.metadata.component, ...bom.components].map((component) => component['bom-ref']));
bom.dependencies = bom.dependencies
  .filter(({ ref }) => kept.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));

const complaints = [];
for (const component of bom.components) {
  const { purl, version, licenses = [] } = component;
  component.externalReferences = component.externalReferences?.filter(({ type }) => type !== 'distribution');
  const name = nameOf(component).replace(/@[^@]+$/, '');
  if (licenses.length === 0 && ownText.has(name)) component.licenses = [{ license: { name: ownText.get(name) } }];
  const named = (component.licenses ?? []).map(({ expression, license }) => expression ?? license?.id ?? license?.name);
  if (named.length === 0) complaints.push(`${name}@${version} names no licence`);
  for (const licence of named) if (!allowed.has(licence)) complaints.push(`${name}@${version} is under ${licence}`);
  if (!purl || !version || (!isOurs(component) && !component.hashes?.length))
    complaints.push(`${name} lacks version, purl or hash`);
}
for (const complaint of complaints) console.error(complaint);
const text = `${JSON.stringify(bom, undefined, 2)}\n`;
if (values.to === undefined) process.stdout.write(text);
else writeFileSync(values.to, text);
if (values.to !== undefined) console.log(`${values.to}: ${bom.components.length} parts, their licences known.`);
process.exitCode = complaints.length === 0 ? 0 : 1;
