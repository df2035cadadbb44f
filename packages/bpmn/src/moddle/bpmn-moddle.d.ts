/** What we use of bpmn-moddle and saxen, which ship no typings for their main exports. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    readonly $type: string;
    readonly $parent?: ModdleElement;
    readonly $attrs: { readonly [name: string]: string };
    /** Elements of unknown namespaces only. */
    readonly $children?: readonly ModdleElement[];
    readonly $body?: string;
    readonly id?: string;
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- moddle's properties are known at run time only
    get(name: string): any;
    set(name: string, value: unknown): void;
    $instanceOf(type: string): boolean;
  }
  export interface ParseWarning {
    readonly message: string;
    readonly element?: ModdleElement;
    readonly property?: string;
    readonly value?: string;
  }
  export interface ParseResult {
    readonly rootElement: ModdleElement;
    readonly warnings: readonly ParseWarning[];
    readonly elementsById: { readonly [id: string]: ModdleElement };
  }
  interface PropertyDescriptor {
    readonly ns: { readonly name: string };
    readonly type: string;
    isAttr?: boolean;
    readonly isReference?: boolean;
  }
  interface TypeDescriptor {
    readonly ns: { readonly name: string };
    readonly properties: readonly PropertyDescriptor[];
    readonly bodyProperty?: PropertyDescriptor;
  }
  interface Package {
    readonly prefix: string;
    readonly uri: string;
    readonly xml?: { readonly tagAlias?: string };
    readonly types: readonly { readonly name: string; readonly extends?: readonly string[] }[];
  }
  export class BpmnModdle {
    constructor(packages?: { readonly [prefix: string]: unknown });
    /** `lax` (the default): what cannot be read is a warning and left out; otherwise the first one rejects. */
    fromXML(xml: string, options?: { readonly lax?: boolean }): Promise<ParseResult>;
    toXML(element: ModdleElement, options?: { readonly format?: boolean }): Promise<{ readonly xml: string }>;
    create(type: string, attributes?: { readonly [name: string]: unknown }): ModdleElement;
    getType(name: string): { readonly $descriptor: TypeDescriptor };
    getPackages(): readonly Package[];
  }
}

declare module 'saxen' {
  type GetContext = () => { readonly line: number; readonly column: number };
  interface OpenTag {
    readonly name: string;
    readonly originalName: string;
    /** `false` where the attributes cannot be read. */
    readonly attrs: { readonly [name: string]: string } | false;
  }
  export class Parser {
    constructor(options: { readonly proxy: true });
    ns(prefixes: { readonly [uri: string]: string }): this;
    on(
      event: 'openTag',
      handle: (tag: OpenTag, decode: (text: string) => string, selfClosing: boolean, context: GetContext) => void,
    ): this;
    on(event: 'closeTag', handle: (tag: OpenTag, decode: unknown, selfClosing: boolean) => void): this;
    on(event: 'comment', handle: (text: string) => void): this;
    on(event: 'cdata' | 'text', handle: (text: string) => void): this;
    on(event: 'attention', handle: (text: string, decode: unknown, context: GetContext) => void): this;
    on(event: 'error' | 'warn', handle: (error: Error, context: GetContext) => void): this;
    parse(xml: string): void;
    stop(): void;
  }
}
