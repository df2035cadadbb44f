import { TextAreaEntry, TextFieldEntry, isTextAreaEntryEdited, isTextFieldEntryEdited } from '@bpmn-io/properties-panel';
import { useService } from 'bpmn-js-properties-panel';
import { texts } from '../texts/i18n.ts';
import type { BusinessObject, Factory } from './element-texts.ts';
import { textOf, withText } from './element-texts.ts';

interface ShownElement {
  readonly businessObject: BusinessObject;
}

interface Modeling {
  updateProperties(element: ShownElement, properties: object): void;
  updateModdleProperties(element: ShownElement, moddleElement: object, properties: object): void;
}

interface Entry {
  readonly id: string;
  readonly component: (props: { readonly element: ShownElement; readonly id: string }) => unknown;
  readonly isEdited: (node: unknown) => boolean;
}

interface Panel {
  registerProvider(priority: number, provider: object): void;
}

/** One attribute of ours as a text field. */
const attribute = (name: string, label: () => string, description?: () => string): Entry => ({
  id: `gaita-${name}`,
  isEdited: isTextFieldEntryEdited,
  component: ({ element, id }) => {
    const modeling = useService<Modeling>('modeling');
    return TextFieldEntry({
      element,
      id,
      label: label(),
      ...(description && { description: description() }),
      getValue: () => String(element.businessObject.get(`gaita:${name}`) ?? ''),
      setValue: (value) => modeling.updateProperties(element, { [`gaita:${name}`]: value?.trim() || undefined }),
      debounce: useService('debounceInput'),
    });
  },
});

/** The element's name in one of the other languages. */
const nameIn = (language: 'lv' | 'lt' | 'bg'): Entry => ({
  id: `gaita-name-${language}`,
  isEdited: isTextAreaEntryEdited,
  component: ({ element, id }) => {
    const modeling = useService<Modeling>('modeling');
    const factory = useService<Factory>('bpmnFactory');
    return TextAreaEntry({
      element,
      id,
      label: texts.t(`gaita.name.${language}`),
      getValue: () => textOf(element.businessObject, language) ?? '',
      setValue: (value) => {
        const { target, properties } = withText(element.businessObject, factory, language, value?.trim() || undefined);
        modeling.updateModdleProperties(element, target, properties);
      },
      debounce: useService('debounceInput'),
    });
  },
});

const t =
  (key: 'consulted' | 'joint' | 'due' | 'dueHelp' | 'rolesHelp' | 'legalBasis' | 'personalData' | 'value' | 'waste' | 'role') =>
  () =>
    texts.t(`gaita.${key}`);

function entriesOf({ businessObject }: ShownElement): Entry[] {
  const is = (type: string) => businessObject.$instanceOf(type);
  return [
    ...(is('bpmn:UserTask')
      ? [
          attribute('due', t('due'), t('dueHelp')),
          attribute('consulted', t('consulted'), t('rolesHelp')),
          attribute('joint', t('joint'), t('rolesHelp')),
        ]
      : []),
    ...(is('bpmn:Lane') ? [attribute('role', t('role'))] : []),
    ...(is('bpmn:FlowNode') || is('bpmn:Process')
      ? [attribute('legalBasis', t('legalBasis')), attribute('personalData', t('personalData'))]
      : []),
    ...(is('bpmn:Activity') ? [attribute('value', t('value')), attribute('waste', t('waste'))] : []),
  ];
}

class GaitaProperties {
  static readonly $inject = ['propertiesPanel'];

  constructor(panel: Panel) {
    // Lower than the general groups: ours come after name and id, before the technical ones.
    panel.registerProvider(400, this);
  }

  getGroups(element: ShownElement) {
    return (groups: object[]) => {
      const [general, ...others] = groups;
      const named = typeof element.businessObject.get('name') === 'string';
      const ours = entriesOf(element);
      return [
        ...(general ? [general] : []),
        ...(named
          ? [{ id: 'gaita-names', label: texts.t('gaita.names'), entries: (['lv', 'lt', 'bg'] as const).map(nameIn) }]
          : []),
        ...(ours.length > 0 ? [{ id: 'gaita-work', label: texts.t('gaita.work'), entries: ours }] : []),
        ...others,
      ];
    };
  }
}

/** A module for bpmn-js: our vocabulary in the properties panel. */
export const gaitaProperties = { __init__: ['gaitaProperties'], gaitaProperties: ['type', GaitaProperties] };
