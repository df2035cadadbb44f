declare module 'dmn-moddle' {
  export class DmnModdle {
    constructor(packages?: { readonly [prefix: string]: unknown });
    /** Throws for what is no XML or has another root. */
    fromXML(xml: string, typeName?: string): Promise<{ rootElement: unknown; warnings: readonly Error[] }>;
  }
}
