/**
 * Invented people of the demo: common given names and surnames put together at random, in the order in which accounts are
 * made. Any likeness to a living person is chance.
 */
const listed = (names: string): readonly string[] => names.split(',').map((name) => name.trim());

export const latvianNames = listed(`
  Ilze Kalniņa, Andris Bērziņš, Inga Ozoliņa, Māris Liepiņš, Sanita Krūmiņa, Guntis Zariņš, Dace Pētersone, Juris Eglītis,
  Līga Vītola, Raimonds Kļaviņš, Aija Jansone, Edgars Balodis, Kristīne Vanaga, Normunds Saulītis, Baiba Priede,
  Artūrs Lapiņš, Zane Rozīte, Uldis Dambis, Evija Grīnberga, Kaspars Ābols, Vita Siliņa, Aigars Strazdiņš, Laura Birzniece,
  Ainārs Kārkliņš, Agnese Lāce, Valdis Rudzītis, Ieva Apine, Jānis Pūce, Anita Upīte, Gatis Medenis, Solvita Straume,
  Oskars Zvirbulis, Gunta Avotiņa, Mārtiņš Celmiņš, Santa Briede, Aivars Cīrulis, Elīna Dzene, Toms Vilciņš,
  Iveta Sproģe, Dainis Purviņš, Madara Auziņa, Ivars Skuja, Rūta Kalēja, Roberts Tauriņš, Daiga Lūse, Viesturs Gailis,
  Sintija Asare, Modris Sietiņš, Antra Dūmiņa, Rihards Jaunzems, Velta Mežule, Arnis Ceplis, Signe Palma`);

export const lithuanianNames = listed(`
  Rasa Kazlauskienė, Tomas Jankauskas, Jurga Petrauskaitė, Darius Stankevičius, Vilma Paulauskienė, Mindaugas Butkus,
  Aistė Žukauskaitė, Algirdas Balčiūnas, Lina Vasiliauskienė, Vytautas Kavaliauskas, Giedrė Urbonaitė, Saulius Navickas,
  Daiva Ramanauskienė, Andrius Savickas, Ingrida Rimkutė, Kęstutis Pocius, Eglė Bagdonienė, Rimas Mažeika,
  Neringa Dambrauskaitė, Arūnas Gudaitis, Asta Adomaitienė, Linas Šimkus, Jolanta Malinauskienė, Paulius Žilinskas,
  Simona Rutkutė, Gintaras Vaitkus, Kristina Norkienė, Marius Bielskis, Audronė Sakalauskienė, Tadas Karpavičius,
  Gabija Noreikaitė, Valdas Jasiūnas, Renata Žemaitienė, Donatas Grigas, Milda Daukšaitė, Romualdas Tamulis,
  Laima Šukienė, Justas Baranauskas, Viktorija Jonaitytė, Ramūnas Skirmantas, Edita Kubilienė, Evaldas Meškauskas,
  Ugnė Vilkaitė, Artūras Levickas, Birutė Stonienė, Karolis Radzevičius, Inesa Lukošienė, Povilas Gečas,
  Rūta Matulaitytė, Eimantas Laurinaitis, Violeta Mockienė, Dainius Girdauskas, Agnė Steponavičiūtė`);

export const administratorName = 'Reinis Vēveris';
