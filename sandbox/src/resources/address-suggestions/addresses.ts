import type { FoundAddress } from '../../kernel/http/route.js';

/** Made-up addresses: `line1|city|state|postal_code|country`. Nobody is asked for them. */
const LINES = `
27 Fredrick Ave|Brothers|OR|97712|US
27 Frederick Street|Boston|MA|02116|US
510 Townsend St|San Francisco|CA|94103|US
1 Market Street|San Francisco|CA|94105|US
350 Fifth Test Avenue|New York|NY|10118|US
12 King Street West|Toronto|ON|M5H 1A1|CA
88 Rue Sainte-Example|Montréal|QC|H3B 2W7|CA
10 Sample Lane|London||SW1A 2AA|GB
221 Butcher Street|Manchester||M2 5BQ|GB
4 Harbour Row|Cork|Co. Cork|T12 X70A|IE
Musterstraße 12|Berlin||10115|DE
Beispielweg 3|München||80331|DE
Probegasse 7|Wien||1010|AT
12 rue de l’Exemple|Paris||75001|FR
Voorbeeldstraat 5|Amsterdam||1012 AB|NL
Via di Prova 8|Milano|MI|20121|IT
Calle Ejemplo 21|Madrid|M|28001|ES
100 Trial Street|Sydney|NSW|2000|AU
7 Sample Road|Auckland||1010|NZ
1-2-3 Mihon|Chiyoda-ku|Tokyo|100-0001|JP
Rua do Exemplo 45|São Paulo|SP|01310-100|BR
`;

export const ADDRESSES: readonly FoundAddress[] = LINES.trim()
  .split('\n')
  .map((line) => {
    const [line1 = '', city = '', state = '', postal_code = '', country = ''] = line.split('|');
    return { line1, line2: '', city, state, postal_code, country };
  });
