import type { Language } from '@gaita/contracts';

/** Live services of the demo's catalogue, invented but ordinary. The texts in lv, lt and bg have not been read by native speakers. */
export interface DemoService {
  readonly key: string;
  readonly names: { readonly [L in Language]: string };
  /** Process by which it is provided. */
  readonly process: string | null;
  /** 1 or 2: which of the institution's two service managers it belongs to. */
  readonly manager: 1 | 2;
}

export const demoServices: readonly DemoService[] = [
  {
    key: 'tree-felling-permit',
    names: {
      en: 'Permit to fell trees',
      lv: 'Koku ciršanas atļauja',
      lt: 'Leidimas kirsti medžius',
      bg: 'Разрешение за отсичане на дървета',
    },
    process: 'permit-tree-felling',
    manager: 1,
  },
  {
    key: 'residence-declaration',
    names: {
      en: 'Declaration of residence',
      lv: 'Dzīvesvietas deklarēšana',
      lt: 'Gyvenamosios vietos deklaravimas',
      bg: 'Адресна регистрация',
    },
    process: 'residence-declaration',
    manager: 2,
  },
  {
    key: 'event-permit',
    names: {
      en: 'Permit for a public event',
      lv: 'Atļauja publiskam pasākumam',
      lt: 'Leidimas organizuoti renginį',
      bg: 'Разрешение за публично събитие',
    },
    process: null,
    manager: 1,
  },
  {
    key: 'kindergarten-place',
    names: {
      en: 'Place in a kindergarten',
      lv: 'Vieta pirmsskolas izglītības iestādē',
      lt: 'Vieta vaikų darželyje',
      bg: 'Място в детска градина',
    },
    process: null,
    manager: 2,
  },
  {
    key: 'housing-benefit',
    names: { en: 'Housing benefit', lv: 'Mājokļa pabalsts', lt: 'Būsto išlaidų kompensacija', bg: 'Помощ за жилище' },
    process: null,
    manager: 1,
  },
  {
    key: 'school-transport',
    names: {
      en: 'Transport of pupils to school',
      lv: 'Skolēnu pārvadājumi',
      lt: 'Mokinių vežimas į mokyklą',
      bg: 'Превоз на ученици',
    },
    process: null,
    manager: 2,
  },
];

/** What is planned, created and introduced in the demo's cases. */
export const demoIdeas: readonly Pick<DemoService, 'key' | 'names'>[] = [
  idea(
    'outdoor-trade',
    'Permit for outdoor trade',
    'Ielu tirdzniecības atļauja',
    'Leidimas prekiauti lauke',
    'Разрешение за търговия на открито',
  ),
  idea(
    'pet-registration',
    'Registration of a pet',
    'Mājdzīvnieka reģistrēšana',
    'Augintinio registravimas',
    'Регистрация на домашен любимец',
  ),
  idea('garden-plot', 'Plot in a community garden', 'Mazdārziņa noma', 'Sodo sklypo nuoma', 'Парцел в обществена градина'),
  idea('senior-card', 'Card for seniors', 'Seniora karte', 'Senjoro kortelė', 'Карта за възрастни хора'),
  idea(
    'bicycle-parking',
    'Bicycle parking at a house',
    'Velonovietne pie nama',
    'Dviračių stovas prie namo',
    'Велопаркинг пред дома',
  ),
  idea('memorial-bench', 'Memorial bench', 'Piemiņas soliņš', 'Atminimo suolelis', 'Мемориална пейка'),
  idea('library-at-home', 'Library at home', 'Bibliotēka mājās', 'Biblioteka į namus', 'Библиотека у дома'),
  idea(
    'well-water-test',
    'Test of well water',
    'Akas ūdens pārbaude',
    'Šulinio vandens tyrimas',
    'Изследване на кладенчова вода',
  ),
  idea(
    'road-damage',
    'Report of road damage',
    'Ziņojums par ceļa bojājumu',
    'Pranešimas apie kelio pažeidimą',
    'Сигнал за повреда на пътя',
  ),
  idea('summer-camp', 'Place in a summer camp', 'Vieta vasaras nometnē', 'Vieta vasaros stovykloje', 'Място в летен лагер'),
  idea(
    'heritage-advice',
    'Advice on an old house',
    'Konsultācija par vēsturisku ēku',
    'Konsultacija dėl seno namo',
    'Съвет за стара къща',
  ),
  idea('firewood-benefit', 'Benefit for firewood', 'Pabalsts malkai', 'Kompensacija už malkas', 'Помощ за дърва за огрев'),
  idea('hall-rental', 'Rental of a hall', 'Zāles noma', 'Salės nuoma', 'Наем на зала'),
  idea(
    'parking-permit',
    'Parking permit for residents',
    'Iedzīvotāja stāvvietas atļauja',
    'Gyventojo parkavimo leidimas',
    'Стикер за паркиране',
  ),
];

function idea(key: string, en: string, lv: string, lt: string, bg: string): Pick<DemoService, 'key' | 'names'> {
  return { key, names: { en, lv, lt, bg } };
}
