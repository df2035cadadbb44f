/** Titles of improvements and needs by institution; no native speaker has read them yet. */
type Titles = readonly (readonly string[])[];

export const improvementTitles: Titles = [
  [
    'Ātrāka koku ciršanas iesniegumu izskatīšana',
    'Mazāk nepilnīgu iesniegumu',
    'Viena reģistrācija visiem kanāliem',
    'Aizvietotājs katrai lomai',
    'Saprotamāki lēmumi iedzīvotājiem',
    'Īsākas rindas pirmdienās',
    'Atbilde nedēļas laikā',
    'Apsekojumi bez papīra',
    'Vienots sūdzību reģistrs',
  ],
  [
    'Greičiau nagrinėti prašymus kirsti medžius',
    'Mažiau nepilnų prašymų',
    'Viena registracija visiems kanalams',
    'Pavaduotojas kiekvienam vaidmeniui',
    'Gyventojams suprantami sprendimai',
    'Trumpesnės eilės pirmadieniais',
    'Atsakymas per savaitę',
    'Apžiūros be popieriaus',
    'Bendras skundų registras',
  ],
];

export const needTitles: Titles = [
  [
    'Stāvvietas pie skolām',
    'Ūdens kvalitāte akās',
    'Nometnes skolēniem',
    'Palīdzība senioriem mājās',
    'Zāles noma biedrībām',
    'Drukāts pasākumu kalendārs',
  ],
  [
    'Stovėjimo vietos prie mokyklų',
    'Šulinių vandens kokybė',
    'Stovyklos mokiniams',
    'Pagalba senjorams namuose',
    'Salių nuoma bendruomenėms',
    'Spausdintas renginių kalendorius',
  ],
];
