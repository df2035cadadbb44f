import type { Language, NoticeKind } from '@gaita/contracts';

interface Words {
  readonly kinds: { readonly [K in NoticeKind]: { readonly subject: string; readonly sentence: string } };
  readonly task: string;
  readonly process: string;
  readonly due: string;
  readonly open: string;
  readonly openTask: string;
  readonly openWork: string;
  readonly footer: string;
  /** By the language's plural form of `{n}`. */
  readonly many: { readonly [form: string]: string };
  readonly beyond: { readonly [form: string]: string };
}

/** What mails say, in the reader's language. Not yet read by native speakers, as the other texts of the interface. */
export const noticeWords: { readonly [L in Language]: Words } = {
  en: {
    kinds: {
      'task-offered': { subject: 'New task: {name}', sentence: 'A new task is waiting for you or a colleague with your role.' },
      'task-assigned': { subject: 'Assigned to you: {name}', sentence: 'A task has been assigned to you.' },
      'task-passed-on': { subject: 'Passed on to you: {name}', sentence: 'A colleague has passed a task on to you.' },
      mentioned: { subject: 'You are mentioned: {name}', sentence: 'A colleague has mentioned you in a comment.' },
      'opinion-asked': { subject: 'Your opinion is asked: {name}', sentence: 'A colleague asks for your opinion.' },
      'handover-asked': { subject: 'Handover asked: {name}', sentence: 'A colleague asks you to hand this task over.' },
      'task-due-soon': { subject: 'Due soon: {name}', sentence: 'Most of the time for this task has passed.' },
      'task-overdue': { subject: 'Overdue: {name}', sentence: 'The due date of this task has passed and it is still open.' },
      'case-clock': {
        subject: '{percent} of the legal term has passed: {name}',
        sentence: '{percent} of the legal term of this case has passed.',
      },
      'substitute-begins': { subject: 'You are a substitute', sentence: 'You now stand in for a colleague who is absent.' },
    },
    task: 'Task',
    process: 'Process',
    due: 'Due',
    open: 'Open',
    openTask: 'Open the task',
    openWork: 'Open my work',
    footer: 'You get this mail because of your role in Gaita. Choose in the settings which mails you want.',
    many: { one: '{n} message about your work', other: '{n} messages about your work' },
    beyond: { one: 'and {n} more', other: 'and {n} more' },
  },
  lv: {
    kinds: {
      'task-offered': { subject: 'Jauns uzdevums: {name}', sentence: 'Jauns uzdevums gaida Jūs vai kolēģi ar tādu pašu lomu.' },
      'task-assigned': { subject: 'Piešķirts Jums: {name}', sentence: 'Jums ir piešķirts uzdevums.' },
      'task-passed-on': { subject: 'Nodots Jums: {name}', sentence: 'Kolēģis Jums ir nodevis uzdevumu.' },
      mentioned: { subject: 'Jūs esat pieminēts komentārā: {name}', sentence: 'Kolēģis Jūs ir pieminējis komentārā.' },
      'opinion-asked': { subject: 'Lūgts Jūsu viedoklis: {name}', sentence: 'Kolēģis lūdz Jūsu viedokli.' },
      'handover-asked': { subject: 'Lūgts nodot uzdevumu: {name}', sentence: 'Kolēģis lūdz Jūs nodot viņam šo uzdevumu.' },
      'task-due-soon': { subject: 'Tuvojas izpildes termiņš: {name}', sentence: 'Lielākā daļa šī uzdevuma laika ir pagājusi.' },
      'task-overdue': {
        subject: 'Nokavēts: {name}',
        sentence: 'Šī uzdevuma izpildes termiņš ir pagājis, bet uzdevums vēl nav pabeigts.',
      },
      'case-clock': {
        subject: 'Pagājuši {percent} no likumā noteiktā termiņa: {name}',
        sentence: 'Pagājuši {percent} no šīs lietas likumā noteiktā termiņa.',
      },
      'substitute-begins': { subject: 'Jūs esat aizvietotājs', sentence: 'Tagad Jūs aizvietojat kolēģi prombūtnes laikā.' },
    },
    task: 'Uzdevums',
    process: 'Process',
    due: 'Izpildes termiņš',
    open: 'Atvērt',
    openTask: 'Atvērt uzdevumu',
    openWork: 'Atvērt manus darbus',
    footer: 'Jūs saņemat šo vēstuli savas lomas dēļ sistēmā Gaita. Iestatījumos izvēlieties, kuras vēstules vēlaties saņemt.',
    many: {
      zero: '{n} ziņojumu par Jūsu darbu',
      one: '{n} ziņojums par Jūsu darbu',
      other: '{n} ziņojumi par Jūsu darbu',
    },
    beyond: { zero: 'un vēl {n}', one: 'un vēl {n}', other: 'un vēl {n}' },
  },
  lt: {
    kinds: {
      'task-offered': {
        subject: 'Nauja užduotis: {name}',
        sentence: 'Nauja užduotis laukia Jūsų arba kolegos, turinčio tą patį vaidmenį.',
      },
      'task-assigned': { subject: 'Paskirta Jums: {name}', sentence: 'Jums paskirta užduotis.' },
      'task-passed-on': { subject: 'Perduota Jums: {name}', sentence: 'Kolega perdavė Jums užduotį.' },
      mentioned: { subject: 'Jūs paminėti komentare: {name}', sentence: 'Kolega paminėjo Jus komentare.' },
      'opinion-asked': { subject: 'Prašoma Jūsų nuomonės: {name}', sentence: 'Kolega prašo Jūsų nuomonės.' },
      'handover-asked': { subject: 'Prašoma perduoti užduotį: {name}', sentence: 'Kolega prašo perduoti jam šią užduotį.' },
      'task-due-soon': {
        subject: 'Artėja atlikimo terminas: {name}',
        sentence: 'Didžioji dalis šios užduoties laiko jau praėjo.',
      },
      'task-overdue': {
        subject: 'Pradelsta: {name}',
        sentence: 'Šios užduoties atlikimo terminas praėjo, o užduotis dar neužbaigta.',
      },
      'case-clock': {
        subject: 'Praėjo {percent} įstatymo nustatyto termino: {name}',
        sentence: 'Praėjo {percent} šios bylos įstatymo nustatyto termino.',
      },
      'substitute-begins': { subject: 'Jūs esate pavaduojantis darbuotojas', sentence: 'Dabar Jūs pavaduojate nesantį kolegą.' },
    },
    task: 'Užduotis',
    process: 'Procesas',
    due: 'Atlikimo terminas',
    open: 'Atverti',
    openTask: 'Atverti užduotį',
    openWork: 'Atverti mano darbus',
    footer: 'Šį laišką gaunate dėl savo vaidmens sistemoje „Gaita“. Nustatymuose pasirinkite, kokius laiškus norite gauti.',
    many: {
      one: '{n} pranešimas apie Jūsų darbą',
      few: '{n} pranešimai apie Jūsų darbą',
      many: '{n} pranešimo apie Jūsų darbą',
      other: '{n} pranešimų apie Jūsų darbą',
    },
    beyond: { one: 'ir dar {n}', few: 'ir dar {n}', many: 'ir dar {n}', other: 'ir dar {n}' },
  },
  bg: {
    kinds: {
      'task-offered': { subject: 'Нова задача: {name}', sentence: 'Нова задача очаква Вас или колега със същата роля.' },
      'task-assigned': { subject: 'Възложена на Вас: {name}', sentence: 'Възложена Ви е задача.' },
      'task-passed-on': { subject: 'Предадена на Вас: {name}', sentence: 'Колега Ви предаде задача.' },
      mentioned: { subject: 'Споменати сте в коментар: {name}', sentence: 'Колега Ви спомена в коментар.' },
      'opinion-asked': { subject: 'Иска се Вашето становище: {name}', sentence: 'Колега иска Вашето становище.' },
      'handover-asked': { subject: 'Искане за предаване: {name}', sentence: 'Колега Ви моли да му предадете тази задача.' },
      'task-due-soon': {
        subject: 'Срокът за изпълнение наближава: {name}',
        sentence: 'По-голямата част от времето за тази задача е изтекла.',
      },
      'task-overdue': {
        subject: 'Просрочена: {name}',
        sentence: 'Срокът за изпълнение на тази задача е изтекъл, а тя още не е приключена.',
      },
      'case-clock': {
        subject: 'Изтекли са {percent} от законовия срок: {name}',
        sentence: 'Изтекли са {percent} от законовия срок по тази преписка.',
      },
      'substitute-begins': { subject: 'Вие сте заместващ служител', sentence: 'Вече замествате отсъстващ колега.' },
    },
    task: 'Задача',
    process: 'Процес',
    due: 'Срок за изпълнение',
    open: 'Отваряне',
    openTask: 'Отваряне на задачата',
    openWork: 'Към моята работа',
    footer: 'Получавате това писмо заради ролята си в Gaita. В настройките изберете кои писма желаете да получавате.',
    many: { one: '{n} съобщение за Вашата работа', other: '{n} съобщения за Вашата работа' },
    beyond: { one: 'и още {n}', other: 'и още {n}' },
  },
};
