/** Latin letters with their confusables (UTS 39). */
const lookAlikes: Readonly<Record<string, string>> = {
  a: "АаΑαɑ",
  b: "ВвЬьΒβ",
  c: "Ссς",
  d: "ԁ",
  e: "ЕеΕε",
  g: "ɡ",
  h: "НнҺһΗ",
  // A bar can be many letters; L is here because its small letter is.
  i: "ІіӀӏΙιıIlL1|",
  j: "ЈјϳͿ",
  k: "КкΚκ",
  m: "МмΜ",
  n: "пΝη",
  o: "ОоΟοσ0",
  p: "РрΡρ",
  q: "Ԛԛ",
  r: "г",
  s: "Ѕѕ",
  t: "ТтΤτ",
  u: "υμ",
  v: "Ѵѵν",
  w: "Ԝԝω",
  x: "ХхΧχ",
  y: "УуҮүΥγ",
  z: "Ζζ",
};
const latinOf = new Map(
  Object.entries(lookAlikes).flatMap(([latin, others]) => [...others].map((one) => [one, latin])),
);

const fold = (text: string): string =>
  Array.from(text.normalize("NFKD"), (letter) => latinOf.get(letter) ?? letter)
    .join("")
    .toLowerCase()
    .replace(/\p{M}/gu, "");

/** The skeletons of a text, as written and in lower case, independent of script and marks. */
export const foldings: readonly ((text: string) => string)[] = [fold, (text) => fold(text.toLowerCase())];
