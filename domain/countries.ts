import { z } from 'zod'
import { COUNTRY_CODES } from './platforms/countries.ts'

/** A country by its two capital letters. */
export const CountryCode = z.enum(COUNTRY_CODES, 'no country has this code: two capital letters, such as ID or PT')
