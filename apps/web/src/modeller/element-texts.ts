/** A node of bpmn-moddle's tree, as far as names in languages need it. */
export interface BusinessObject {
  get(property: string): unknown;
  $instanceOf(type: string): boolean;
  $parent?: unknown;
}

export interface Factory {
  create(type: string, properties: object): BusinessObject;
}

/** A change for `modeling.updateModdleProperties`. */
export interface ModdleChange {
  readonly target: BusinessObject;
  readonly properties: { readonly [name: string]: unknown };
}

const extensionsOf = (element: BusinessObject): BusinessObject | undefined =>
  element.get('extensionElements') as BusinessObject | undefined;

const valuesOf = (holder: BusinessObject | undefined): BusinessObject[] =>
  (holder?.get('values') as BusinessObject[] | undefined) ?? [];

const textsOf = (element: BusinessObject): BusinessObject | undefined =>
  valuesOf(extensionsOf(element)).find((extension) => extension.$instanceOf('gaita:Texts'));

const inLanguage = (element: BusinessObject, language: string): BusinessObject | undefined =>
  valuesOf(textsOf(element)).find((text) => text.get('lang') === language);

/** The element's name in a language other than English. */
export const textOf = (element: BusinessObject, language: string): string | undefined =>
  inLanguage(element, language)?.get('name') as string | undefined;

/** How the name in a language is set (undefined: taken away), creating only what is not there yet. */
export function withText(element: BusinessObject, factory: Factory, language: string, name: string | undefined): ModdleChange {
  const create = (type: string, properties: object, children: readonly BusinessObject[] = []) => {
    const created = factory.create(type, properties);
    for (const child of children) child.$parent = created;
    return created;
  };
  const known = inLanguage(element, language);
  if (known) return { target: known, properties: { name } };
  const text = create('gaita:Text', { lang: language, name });
  const texts = textsOf(element);
  if (texts) {
    text.$parent = texts;
    return { target: texts, properties: { values: [...valuesOf(texts), text] } };
  }
  const added = create('gaita:Texts', { values: [text] }, [text]);
  const extensions = extensionsOf(element);
  if (extensions) {
    added.$parent = extensions;
    return { target: extensions, properties: { values: [...valuesOf(extensions), added] } };
  }
  const holder = create('bpmn:ExtensionElements', { values: [added] }, [added]);
  holder.$parent = element;
  return { target: element, properties: { extensionElements: holder } };
}
