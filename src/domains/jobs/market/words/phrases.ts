/** "a" or "an" for the word that follows, by its sound as far as spelling tells. */
export function article(next: string): string {
  if (/^(?:uni|use|usa|euro|one|u[^aeiou]i)/iu.test(next) || /^UX|^UI/u.test(next)) return 'a';
  if (/^(?:[AEFHILMNORSX](?:[A-Z]|\b))/u.test(next) && !/^[A-Z][a-z]/u.test(next)) return 'an';
  return /^[aeiouäöü]/iu.test(next) ? 'an' : 'a';
}

/** "one", "one and two", "one, two and three". */
export function enumeration(items: readonly string[], last = 'and'): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

/** The first letter small, unless the first word is an abbreviation, a name or has capitals inside. */
export function lowerFirst(text: string): string {
  const [first = ''] = text.split(/[\s/,-]/u, 1);
  if (text.startsWith('A ')) return `a${text.slice(1)}`;
  const kept =
    /\p{Lu}/u.test(first.slice(1)) ||
    /[\d+#.]/u.test(first) ||
    text.startsWith('Power BI') ||
    PROPER.has(first) ||
    first.length < 2;
  if (kept) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** The first letter large, unless the word is spelt with a small one on purpose ("iOS", "dbt"). */
export function upperFirst(text: string): string {
  return /^(?:iOS|dbt|eLearning|e-)/u.test(text)
    ? text
    : text.charAt(0).toUpperCase() + text.slice(1);
}

/** First words of skill names that are names. */
const PROPER = new Set(
  'Python Java Rust Kotlin Swift React Angular Vue Docker Kubernetes Terraform Ansible Azure Linux Unix Git Jira Figma Tableau Looker Airflow Flutter Django Redis Elasticsearch Pandas Revit Xero English German French Spanish Dutch Ruby Google Microsoft Cisco Oracle Node Spring Apache Adobe Active Windows Excel Agile Scrum Kanban Lean Six Snowflake Selenium Jenkins Salesforce Android Objective Ubuntu Kafka Grafana Prometheus Splunk Bash Outlook Word Pipedrive Freshdesk Klaviyo Ableton Datadog Dagster Pulumi Tailwind Lightroom Sage Moodle Montessori Eurocode Swedish Alzheimer Epic Cerner Westlaw Photoshop Illustrator Maya Blender Unity Opera Amadeus Sabre Instagram Facebook Mailchimp Marketo Zendesk Workday Greenhouse Fortinet Heidenhain Mastercam Fanuc Siemens Square Bloomberg Trados Intercom Pilates Hootsuite Wordpress Drupal Primavera Gantt Boolean Sarbanes Intuit Paychex Playwright Cypress Confluence Databricks Hadoop Spark Redshift Helm Puppet Postgres Mongo Xcode Express Next Laravel Symfony Kubeflow Nessus Burp Docker Stata Jupyter Moodle Articulate Canvas Confluence Web European Deutsch Go'.split(
    ' ',
  ),
);
