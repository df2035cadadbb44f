declare module 'bpmn-js-properties-panel' {
  interface Module {
    readonly [service: string]: unknown;
  }
  export const BpmnPropertiesPanelModule: Module;
  export const BpmnPropertiesProviderModule: Module;
  export const CamundaPlatformPropertiesProviderModule: Module;
  /** A service of the modeler, inside a component of the panel. */
  export function useService<T>(name: string): T;
}

declare module '@bpmn-io/properties-panel' {
  interface EntryProps {
    readonly element: unknown;
    readonly id: string;
    readonly label: string;
    readonly description?: string;
    readonly getValue: (element: unknown) => string;
    readonly setValue: (value: string | undefined) => void;
    readonly debounce: unknown;
  }
  export function TextFieldEntry(props: EntryProps): unknown;
  export function TextAreaEntry(props: EntryProps): unknown;
  export function isTextFieldEntryEdited(node: unknown): boolean;
  export function isTextAreaEntryEdited(node: unknown): boolean;
}
