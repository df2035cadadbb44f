/** `a -> b -> c` as sequence flows; ids are `a-b`. */
export const flows = (...paths: readonly string[]): string =>
  paths
    .map((path) => path.split('->').map((id) => id.trim()))
    .flatMap((ids) => ids.slice(1).map((id, index) => [ids[index], id]))
    .map(([from, to]) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`)
    .join('');

/** A compensation event on an activity, joined to the activity that undoes it: by default a user task `undo-<host>`. */
export const undone = (host: string, handler?: { readonly id: string; readonly xml: string }): string => {
  const { id, xml } = handler ?? { id: `undo-${host}`, xml: `<userTask id="undo-${host}" isForCompensation="true"/>` };
  return `<boundaryEvent id="on-${host}" attachedToRef="${host}"><compensateEventDefinition/></boundaryEvent>${xml}
    <association id="as-${host}" associationDirection="One" sourceRef="on-${host}" targetRef="${id}"/>`;
};

export const users = (...ids: readonly string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('');

export const thrown = (id = 'throw', attributes = ''): string =>
  `<intermediateThrowEvent id="${id}"><compensateEventDefinition ${attributes}/></intermediateThrowEvent>`;

export const thrownAtEnd = (id = 'throw', attributes = ''): string =>
  `<endEvent id="${id}"><compensateEventDefinition ${attributes}/></endEvent>`;

/** A sub-process (or transaction) with its own start event `<id>-in`. */
export const scope = (id: string, inside: string, type = 'subProcess', attributes = ''): string =>
  `<${type} id="${id}" ${attributes}><startEvent id="${id}-in"/>${inside}</${type}>`;

/** An event sub-process that a compensation starts, with its start event `<id>-in`. */
export const onCompensation = (id: string, inside: string): string =>
  `<subProcess id="${id}" triggeredByEvent="true"><startEvent id="${id}-in"><compensateEventDefinition/></startEvent>${inside}</subProcess>`;
