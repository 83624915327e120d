import { defineFixture, fallback, oneOf, table, text } from 'duble/engine'

/** What an Acme fixture may say. */
export const Shop = defineFixture({
  tables: {
    orders: table(
      {
        id: text('Number of the order', '1', { min: 1 }),
        item: text('What is ordered', 'Coffee', { min: 1 }),
        status: fallback(oneOf('open', 'sent'), 'open'),
      },
      'id', // the fields that name a row
    ),
  },
})
