const text = (name: string) => ({ name, isAttr: true, type: 'String' });

/**
 * The vocabulary that is only ours, `xmlns:gaita="urn:gaita:bpmn:1"`, as a moddle descriptor. The format is a promise:
 * attributes are added, never renamed or removed.
 */
export const gaitaDescriptor = {
  name: 'Gaita',
  uri: 'urn:gaita:bpmn:1',
  prefix: 'gaita',
  xml: { tagAlias: 'lowerCase' },
  associations: [],
  types: [
    /**
     * Labels in other languages than English: `<gaita:texts><gaita:text lang="lv" name="…" documentation="…"/></gaita:texts>`.
     * On a process `unreviewed="lv lt"` names the languages in which no native speaker has read the file yet.
     */
    {
      name: 'Texts',
      superClass: ['Element'],
      meta: { allowedIn: ['*'] },
      properties: [text('unreviewed'), { name: 'values', isMany: true, type: 'Text' }],
    },
    { name: 'Text', properties: [text('lang'), text('name'), text('documentation'), text('papers')] },
    /**
     * What one should know before an application. `papers`: what to bring along, parted by `;` (in other languages on `gaita:text`);
     * `fee`: in euro; `applicant`: the variable with the name of who applies; `applicantData`: those by which they are known or reached,
     * separated by commas.
     */
    {
      name: 'Intake',
      isAbstract: true,
      extends: ['bpmn:Process'],
      properties: [text('papers'), text('fee'), text('applicant'), text('applicantData')],
    },
    /**
     * `consulted` and `joint`: role keys separated by commas; `key!` makes the agreement a condition of completing. `escalate`: the
     * role that is told when the task is overdue; without it the department head.
     */
    {
      name: 'Responsibility',
      isAbstract: true,
      extends: ['bpmn:UserTask'],
      properties: [text('consulted'), text('joint'), text('due'), text('escalate')],
    },
    /**
     * The legal term of a case. On the process: `due="legal: <procedure>"`, and in `received` the name of the variable that holds the
     * day of receipt (without it the day on which the case was opened).
     */
    { name: 'CaseTerm', isAbstract: true, extends: ['bpmn:Process'], properties: [text('due'), text('received')] },
    /** `clock="stops"`: the term of the case stands still while it is here. `clock="ends"`: it is kept when this is completed. */
    { name: 'ClockMark', isAbstract: true, extends: ['bpmn:FlowNode'], properties: [text('clock')] },
    { name: 'LaneRole', isAbstract: true, extends: ['bpmn:Lane'], properties: [text('role')] },
    /** Lean: `value` is `VA` (adds value), `BVA` (necessary) or `NVA` (waste); `waste` says which kind of waste it is. */
    { name: 'LeanStep', isAbstract: true, extends: ['bpmn:FlowNode'], properties: [text('value'), text('waste')] },
    /** `legalBasis`: ELI. `personalData`: categories separated by commas. `concept`: id of a concept of the service catalogue. */
    {
      name: 'Basis',
      isAbstract: true,
      extends: ['bpmn:FlowNode', 'bpmn:Process'],
      properties: [text('legalBasis'), text('personalData'), text('concept')],
    },
    {
      name: 'MessageAddress',
      isAbstract: true,
      extends: ['bpmn:MessageEventDefinition', 'bpmn:SendTask', 'bpmn:ReceiveTask'],
      properties: [text('correlationKey'), text('businessKey'), text('timeToLive')],
    },
    /** For all who throw the message and say nothing else. */
    { name: 'MessageTimeToLive', isAbstract: true, extends: ['bpmn:Message'], properties: [text('timeToLive')] },
    /** A listener that is a job for a worker. */
    {
      name: 'ListenerTopic',
      isAbstract: true,
      extends: ['camunda:ExecutionListener', 'camunda:TaskListener'],
      properties: [text('topic')],
    },
    /** `activeElements`: expression for the ids of the activities in it that start by themselves. */
    { name: 'AdHocStart', isAbstract: true, extends: ['bpmn:AdHocSubProcess'], properties: [text('activeElements')] },
    {
      name: 'MultiInstanceOutput',
      isAbstract: true,
      extends: ['bpmn:MultiInstanceLoopCharacteristics'],
      properties: [text('outputCollection'), text('outputElement')],
    },
  ],
} as const;
