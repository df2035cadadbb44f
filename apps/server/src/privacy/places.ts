import { searchText } from '../instances/index.ts';

/**
 * Every table of the server, and what of a person it holds. A table that is missing here fails `places.spec.ts`: whoever adds one
 * says here how its rows are found and what an erasure does with them.
 */
/** What becomes of a row; of a property its new value, or a function that makes it from the row. */
export type Effect = 'delete' | 'stays' | { readonly [property: string]: unknown };

export interface PlaceOfCase {
  /** Property that holds the instance, or the row of another place (`via`). */
  readonly by: string;
  readonly via?: string;
  readonly effect: Effect;
  /** Left out of exports: it says nothing about the applicant. */
  readonly inner?: true;
  /** Texts that stay, as the model, the law or the program wrote them: a test wants each text of the table here or in the effect. */
  readonly keeps?: readonly string[];
}

export interface PlaceOfPerson {
  /** Properties that hold the account or the person's row. */
  readonly account?: readonly string[];
  readonly personId?: readonly string[];
  readonly effect: Effect;
  /** Secrets are named in an export, not given away. */
  readonly hides?: readonly string[];
}

export interface Place {
  /** Why it holds nothing of a person. */
  readonly free?: string;
  /** Values of a case: the applicant's. */
  readonly ofCase?: PlaceOfCase;
  /** Of a member of staff. */
  readonly ofPerson?: PlaceOfPerson;
}

const numberOnly = ({ businessKey }: { readonly businessKey?: string | null }): string => searchText(businessKey ?? null);

const wiring = { free: 'ids of elements and times' };
const published = { free: 'published models' };
const trace = (...account: string[]): PlaceOfPerson => ({ account, effect: 'stays' });

export const places: Readonly<Record<string, Place>> = {
  // the chain: who did what stays; free text of it goes
  audit_entry: {
    ofCase: { by: 'instanceId', effect: { details: null, salt: null }, keeps: ['act', 'objectType', 'objectId', 'detailsHash'] },
    ofPerson: trace('account'),
  },
  seal: { free: 'hashes' },
  seal_head: { free: 'hashes' },
  audit_key: { free: 'a key' },
  journal: { ofPerson: trace('actor') },
  command: { ofPerson: { account: ['account'], effect: 'delete' } },
  announcement: { free: 'ids of changed rows, for minutes' },

  institution: { free: 'authorities' },
  unit: { free: 'units of authorities' },
  // the account stays the name under which the acts stand
  person: { ofPerson: { personId: ['id'], effect: { name: '–', email: '', active: false } } },
  password: { ofPerson: { personId: ['id'], effect: 'delete', hides: ['hash'] } },
  role_assignment: { ofPerson: { personId: ['personId'], effect: 'stays' } },
  absence: { ofPerson: { personId: ['personId'], effect: 'delete' } },
  session: { ofPerson: { personId: ['personId'], effect: 'delete', hides: ['tokenHash'] } },
  administrator_link: { free: 'a one-time link' },
  group_assignment: { ofPerson: { personId: ['personId'], effect: 'delete' } },
  external_login: { ofPerson: { personId: ['personId'], effect: 'delete' } },

  password_link: { free: 'one-time links, by a hash' },
  preference: { ofPerson: { personId: ['id'], effect: 'delete' } },
  api_token: { ofPerson: { personId: ['personId'], effect: 'delete', hides: ['tokenHash'] } },

  planned_notice: {
    ofCase: { by: 'instanceId', effect: 'delete', inner: true },
    ofPerson: { account: ['account'], effect: 'delete' },
  },
  outgoing_notice: {
    ofCase: { by: 'instanceId', effect: 'delete', inner: true },
    ofPerson: { account: ['receiver'], effect: 'delete' },
  },
  notice: { ofCase: { by: 'instanceId', effect: 'delete' }, ofPerson: { account: ['account'], effect: 'delete' } },

  deployment: { ofPerson: trace('deployedBy') },
  resource: published,
  definition: published,
  decision_definition: published,

  // an open case is never erased: these are gone or the case is
  instance: { free: 'open cases only, which are never erased' },
  instance_part: { free: 'open cases only, which are never erased' },
  history_instance: {
    // a case is found by its number still, not by what it was about
    ofCase: { by: 'id', effect: { endReason: null, search: numberOnly }, keeps: ['startElementId', 'endElementId'] },
    ofPerson: trace('startedBy'),
  },
  case_keeping: { free: 'that a case is held or erased' },
  history_activity: {
    ofCase: { by: 'instanceId', effect: 'stays', inner: true, keeps: ['elementType', 'elementName'] },
    ofPerson: trace('assignee'),
  },
  history_variable: { ofCase: { by: 'instanceId', effect: { value: null, type: null, salt: '' }, keeps: ['name'] } },
  history_decision: {
    ofCase: {
      by: 'instanceId',
      effect: { content: { inputs: [], matchedRules: [], outputs: [], result: null } },
      keeps: ['decisionKey', 'decisionName'],
    },
    ofPerson: trace('evaluatedBy'),
  },
  start_gathering: wiring,
  start_arrival: { free: 'open starts only, which become cases or end' },

  task: { free: 'open tasks only, which are never erased' },
  task_candidate: { free: 'open tasks only, which are never erased' },
  history_task: {
    ofCase: { by: 'instanceId', effect: { reason: null }, keeps: ['name', 'dueRule', 'legalBasis'] },
    ofPerson: trace('assignee', 'completedBy'),
  },
  task_signature: { ofCase: { by: 'instanceId', effect: { reason: null } }, ofPerson: trace('account') },
  timer: wiring,
  start_timer: wiring,
  job: { free: 'open cases only, which are never erased' },
  incident: { free: 'open cases only, which are never erased' },
  subscription: { free: 'open cases only, which are never erased' },
  start_subscription: published,
  delivery: { free: 'on its way between open cases' },
  partner: wiring,

  draft: { ofPerson: { personId: ['personId'], effect: 'delete' } },
  note: { ofCase: { by: 'instanceId', effect: 'delete' }, ofPerson: trace('author') },
  note_text: { ofCase: { by: 'noteId', via: 'note', effect: 'delete' } },

  // the files of attachments go with the last row that names them (SweepDocuments)
  attachment: { ofCase: { by: 'instanceId', effect: 'delete' }, ofPerson: trace('uploadedBy') },
  upload: { ofCase: { by: 'instanceId', effect: 'delete', inner: true }, ofPerson: { account: ['account'], effect: 'delete' } },

  instance_undo: { ofCase: { by: 'id', effect: 'delete', inner: true }, ofPerson: { account: ['account'], effect: 'delete' } },
  task_opinion: {
    ofCase: { by: 'instanceId', effect: { question: null, explanation: null }, keeps: ['opinion'] },
    ofPerson: trace('account', 'askedBy', 'askedOf'),
  },

  bulk_job: { ofPerson: trace('account', 'recipient') },
  bulk_task: { free: 'labels of tasks and why an act was refused' },

  // who acted in which role stays: by it later acts of the matter are judged
  duty_act: { ofPerson: trace('account', 'actedBy') },
  duty_note: {
    ofCase: {
      ...{ by: 'instanceId', effect: { reason: null }, inner: true },
      keeps: ['id', 'kind', 'roleA', 'roleB', 'scope', 'conflict', 'act'],
    },
    ofPerson: trace('account', 'actor'),
  },
  duty_pair: { ofPerson: trace('createdBy') },
  duty_stand: { free: 'hashes' },

  case_clock: { free: 'terms of law and days' },
  case_clock_entry: {
    ofCase: {
      by: 'instanceId',
      effect: { ground: null, reason: null, notice: null },
      keeps: ['id', 'kind', 'day', 'cause', 'until'],
    },
    ofPerson: trace('account'),
  },
  receipt_counter: { free: 'a count' },
  saved_view: { ofPerson: { account: ['account'], effect: 'delete' } },

  service: { ofPerson: trace('manager') },
  service_indicator: { free: 'counts' },

  post: { free: 'posts of authorities' },
  post_holder: { ofPerson: { personId: ['personId'], effect: 'delete' } },
  role_description: { ofPerson: trace('changedBy') },
  duty_acknowledgement: { ofPerson: { personId: ['personId'], effect: 'delete' } },
  competence: { free: 'names of competences' },
  role_competence: { free: 'what roles ask for' },
  person_competence: { ofPerson: { personId: ['personId'], effect: 'delete' } },

  retention: { ofPerson: trace('setBy') },
  legal_hold: { ofPerson: trace('setBy', 'liftedBy') },
  erased_case: { free: 'that a case was erased' },
  erasure: { ofPerson: trace('decidedBy', 'executedBy') },
  privacy_job: { ofPerson: trace('account') },
};
