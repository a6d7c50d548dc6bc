export function directionOf(lang: string): 'ltr' | 'rtl' {
  return /^(ar|he|fa|ur)\b/.test(lang) ? 'rtl' : 'ltr';
}
