import type { Json } from '@gaita/contracts';

interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

export interface TckCase {
  readonly id: string;
  readonly decision: string;
  readonly inputs: ReadonlyMap<string, Json>;
  readonly expected: Json;
}

/** The result nodes of all cases of a test file. */
export function readTckCases(xml: string): TckCase[] {
  return childrenOf(readXml(xml), 'testCase').flatMap((test) => {
    const inputs = new Map(childrenOf(test, 'inputNode').map((node) => [attribute(node, 'name'), valueOf(node)]));
    return childrenOf(test, 'resultNode').map((node) => ({
      id: attribute(test, 'id'),
      decision: attribute(node, 'name'),
      inputs,
      expected: valueOf(childrenOf(node, 'expected')[0] ?? node),
    }));
  });
}

/** A typed value: `component`s make a context, `list` a list of `item`s, `value` a simple one. */
function valueOf(holder: XmlElement): Json {
  const components = childrenOf(holder, 'component');
  if (components.length > 0) {
    return Object.fromEntries(components.map((component) => [attribute(component, 'name'), valueOf(component)]));
  }
  const list = childrenOf(holder, 'list')[0];
  if (list) return childrenOf(list, 'item').map(valueOf);
  const value = childrenOf(holder, 'value')[0];
  if (!value || value.attributes.get('xsi:nil') === 'true') return null;
  switch (value.attributes.get('xsi:type')) {
    case 'xsd:decimal':
      return Number(value.text);
    case 'xsd:boolean':
      return value.text === 'true';
    default:
      return value.text;
  }
}

const childrenOf = (element: XmlElement, name: string): XmlElement[] => element.children.filter((child) => child.name === name);

const attribute = (element: XmlElement, name: string): string => element.attributes.get(name) ?? '';

/** Enough XML for the test cases: elements, attributes and text. */
function readXml(xml: string): XmlElement {
  const root: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open = [root];
  for (const [, text, end, name = '', attributes = '', alone] of xml.matchAll(
    /([^<]+)|<(?:\?[^>]*\?|!--[^]*?--|(\/?)([\w:.-]+)([^>]*?)(\/?))>/g,
  )) {
    const current = open.at(-1) as XmlElement;
    if (text !== undefined) current.text += unescaped(text);
    else if (end) open.pop();
    else if (name) {
      const element = { name, attributes: attributesOf(attributes), children: [], text: '' };
      current.children.push(element);
      if (!alone) open.push(element);
    }
  }
  return root.children[0] as XmlElement;
}

const attributesOf = (text: string): ReadonlyMap<string, string> =>
  new Map([...text.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, unescaped(value)]));

const unescaped = (text: string): string =>
  text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
