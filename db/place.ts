/** A place in a list that is ordered by a moment, as Postgres text: a JavaScript Date would lose its microseconds, and rows with them. */
export const placeOf = (column: string): string => `to_char(${column} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
