import type { BpmnModdle } from 'bpmn-moddle';
import { createModdle } from './create-moddle.ts';

interface Known {
  /** XML names (`bpmn:userTask`) of all types and child properties. */
  readonly elements: ReadonlySet<string>;
  /** Those that may hold text. */
  readonly texts: ReadonlySet<string>;
  /** Prefix by namespace. */
  readonly namespaces: { readonly [uri: string]: string };
}

let known: Known | undefined;

/** The XML vocabulary of BPMN and the three dialects, read once from their descriptors. */
export const knownElements = (): Known => (known ??= readKnown(createModdle()));

function readKnown(moddle: BpmnModdle): Known {
  const elements = new Set<string>();
  const texts = new Set<string>();
  for (const pack of moddle.getPackages())
    for (const { name, extends: extended } of pack.types) {
      // What only adds attributes to other types is no element itself.
      if (extended) continue;
      const type = moddle.getType(name.includes(':') ? name : `${pack.prefix}:${name}`).$descriptor;
      const element = xmlName(type.ns.name, pack.xml?.tagAlias);
      elements.add(element);
      if (type.bodyProperty) texts.add(element);
      for (const property of type.properties) {
        if (property.isAttr) continue;
        elements.add(property.ns.name);
        const bearsText =
          simpleTypes.has(property.type) ||
          property.isReference ||
          (property.type !== 'Element' && moddle.getType(property.type).$descriptor.bodyProperty);
        if (bearsText) texts.add(property.ns.name);
      }
    }
  const namespaces = Object.fromEntries(moddle.getPackages().map((pack) => [pack.uri, pack.prefix]));
  return { elements, texts, namespaces };
}

const simpleTypes = new Set(['String', 'Boolean', 'Integer', 'Real']);

function xmlName(typeName: string, alias: string | undefined): string {
  const [prefix = '', local = ''] = typeName.split(':');
  return alias === 'lowerCase' ? `${prefix}:${local.charAt(0).toLowerCase()}${local.slice(1)}` : typeName;
}
