/** Invented residents, by institution: what stands in an application as the applicant. Any likeness is chance. */
const listed = (names: string): readonly string[] => names.split(',').map((name) => name.trim());

export const demoApplicants: readonly (readonly string[])[] = [
  listed(`
    Maija Zālīte, Pēteris Ozols, Skaidrīte Kronberga, Imants Rasa, Lelde Vītoliņa, Jēkabs Grants, Ausma Tīruma, Voldemārs Irbe,
    Biruta Smilga, Harijs Dūja, Silvija Liepa, Egils Vilks, Mirdza Rudzāte, Zigurds Lapsa, Tamāra Cielava, Vilnis Salna,
    Ērika Mellene, Arvīds Kauliņš, Benita Sala, Leons Zirnis, Monta Ezera, Guna Paegle, Rolands Stārks, Dzidra Ceriņa`),
  listed(`
    Danutė Beržinienė, Petras Ąžuolaitis, Stasė Liepienė, Jonas Uosis, Aldona Vyšniauskaitė, Kazys Gluosnis, Genovaitė Rasienė,
    Bronius Šermukšnis, Ona Kregždienė, Vincas Lakštutis, Irena Gandrienė, Antanas Starkus, Zita Pievaitė, Juozas Klevas,
    Regina Ramunienė, Pranas Voveris, Elena Aguonaitė, Stasys Miškinis, Valerija Smėlienė, Alfonsas Upelis`),
];
