/** A field or a group of fields of form-js, as far as the web reads it. */
export interface FormComponent {
  readonly id: string;
  readonly key?: string;
  readonly type: string;
  readonly label?: string;
  readonly values?: readonly { readonly value: string; readonly label: string }[];
  readonly components?: readonly FormComponent[];
  readonly [property: string]: unknown;
}

export interface FormSchema {
  readonly components: readonly FormComponent[];
  readonly [property: string]: unknown;
}

/** One of a demonstration's sample people. */
export interface DemoAccount {
  readonly account: string;
  readonly name: string;
  readonly institution: string;
}
