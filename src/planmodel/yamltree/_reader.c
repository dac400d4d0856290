/* The fast way through a text in which nothing is odd: what events.py makes of libyaml's events, made in C.
 *
 * read() gives the data and the places of a text, or None for every text that events.py would say anything
 * about: errors, tags, anchors, duplicate keys, a key that is no word, great depth. Such a text is read again in
 * Python, which alone knows the findings and how to mend. tests/test_reader.py holds the two to the
 * same data and the same places.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <yaml.h>

#define MAX_DEPTH 64        /* as in yamltree: libyaml takes quadratic time in nested flow collections */
#define SHARED_BYTES 40     /* values up to this length are kept once: ids and agencies are written again and again */
#define DIGITS 18           /* the most digits that always fit into a long long */

/* ------------------------------------------------------------------------------------------------------ places */

typedef struct {
    unsigned line, column, end_line, end_column, start, end;
} Stretch;

/* Where one entry stands: its value and, in a mapping, its key. */
typedef struct {
    PyObject_HEAD
    Stretch value, key;
} Place;

static PyTypeObject *PlaceType;

static PyObject *stretch_tuple(const Stretch *s)
{
    return Py_BuildValue("(IIIIII)", s->line + 1, s->column + 1, s->end_line + 1, s->end_column + 1, s->start, s->end);
}

static PyObject *place_value(PyObject *self, void *unused)
{
    return stretch_tuple(&((Place *)self)->value);
}

static PyObject *place_key(PyObject *self, void *unused)
{
    return stretch_tuple(&((Place *)self)->key);
}

static void place_free(PyObject *self)
{
    PyObject_Free(self);
    Py_DECREF(PlaceType);
}

static PyGetSetDef place_fields[] = {
    {"value", place_value, NULL, "Line, column, end line, end column (from 1), start and end (from 0) of the value.", NULL},
    {"key", place_key, NULL, "The same of the key; all at the text's beginning for what has none.", NULL},
    {NULL},
};

static PyType_Slot place_slots[] = {
    {Py_tp_dealloc, place_free},
    {Py_tp_getset, place_fields},
    {Py_tp_doc, "Where one entry of a mapping or a list stands in the text."},
    {0, NULL},
};

static PyType_Spec place_spec = {
    "planmodel.yamltree._reader.Place", sizeof(Place), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, place_slots,
};

static void begins(Stretch *s, const yaml_mark_t *mark)
{
    s->line = (unsigned)mark->line;
    s->column = (unsigned)mark->column;
    s->start = (unsigned)mark->index;
}

static void ends(Stretch *s, const yaml_mark_t *mark)
{
    s->end_line = (unsigned)mark->line;
    s->end_column = (unsigned)mark->column;
    s->end = (unsigned)mark->index;
}

static Place *new_place(const yaml_event_t *event, const Stretch *key)
{
    Place *place = PyObject_New(Place, PlaceType);
    if (place == NULL)
        return NULL;
    begins(&place->value, &event->start_mark);
    ends(&place->value, &event->end_mark);
    if (key != NULL)
        place->key = *key;
    else
        memset(&place->key, 0, sizeof place->key);
    return place;
}

/* ---------------------------------------------------------------------------------------------------- the reader */

/* An open mapping or list. All references are borrowed: the tree's root and the table of places own everything. */
typedef struct {
    PyObject *container, *places;
    Place *place;
    int is_mapping, is_flow;
} Open;

typedef struct {
    PyObject *core, *words;        /* how plain scalars become values; borrowed from the caller */
    PyObject *data, *tables;       /* what is built: the root, and id(container) -> places in it */
    PyObject *shared;              /* short values, each kept once */
    Place *root;
    Open open[MAX_DEPTH];
    int depth;
    PyObject *key;                 /* the key whose value comes next; NULL where a key comes next */
    Stretch key_at;
    int odd;                       /* something that Python must look at */
} Reader;

static int is_digits(const unsigned char *text, size_t length)
{
    if (length == 0 || length > DIGITS)
        return 0;
    for (size_t n = 0; n < length; n++)
        if (text[n] < '0' || text[n] > '9')
            return 0;
    return 1;
}

static PyObject *scalar_value(Reader *r, const yaml_event_t *event)
{
    const unsigned char *text = event->data.scalar.value;
    const size_t length = event->data.scalar.length;
    const int plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    if (plain && is_digits(text, length)) {
        long long number = 0;
        for (size_t n = 0; n < length; n++)
            number = number * 10 + (text[n] - '0');
        return PyLong_FromLongLong(number);
    }
    PyObject *value = PyUnicode_DecodeUTF8((const char *)text, (Py_ssize_t)length, NULL);
    if (value == NULL)
        return NULL;
    if (plain && length > 0 && strchr("-+.0123456789", text[0]) != NULL) {
        PyObject *number = PyObject_CallOneArg(r->core, value);
        if (number == NULL || !PyUnicode_Check(number)) {
            Py_DECREF(value);
            return number;
        }
        Py_DECREF(number);
    }
    else if (plain && length <= 5) {
        PyObject *word = PyDict_GetItemWithError(r->words, value);
        if (word != NULL || PyErr_Occurred()) {
            Py_DECREF(value);
            return Py_XNewRef(word);
        }
    }
    if (length <= SHARED_BYTES) {
        PyObject *first = PyDict_SetDefault(r->shared, value, value);
        Py_XINCREF(first);
        Py_DECREF(value);
        return first;
    }
    return value;
}

/* Put a value into the open collection, or at the root. Steals nothing; -1 with an exception, or 0. */
static int put(Reader *r, PyObject *value, Place *place)
{
    if (r->depth == 0) {
        r->data = Py_NewRef(value);
        r->root = (Place *)Py_NewRef((PyObject *)place);
        return 0;
    }
    Open *in = &r->open[r->depth - 1];
    if (!in->is_mapping)
        return PyList_Append(in->container, value) < 0 || PyList_Append(in->places, (PyObject *)place) < 0 ? -1 : 0;
    int failed = PyDict_SetItem(in->container, r->key, value) < 0 || PyDict_SetItem(in->places, r->key, (PyObject *)place) < 0;
    Py_CLEAR(r->key);
    return failed ? -1 : 0;
}

static int on_key(Reader *r, const yaml_event_t *event)
{
    const size_t length = event->data.scalar.length;
    PyObject *key = PyUnicode_DecodeUTF8((const char *)event->data.scalar.value, (Py_ssize_t)length, NULL);
    if (key == NULL)
        return -1;
    if (event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE && length <= 5) {
        PyObject *word = PyDict_GetItemWithError(r->words, key);
        r->odd = word == Py_None || PyUnicode_CompareWithASCIIString(key, "<<") == 0;
    }
    if (length <= SHARED_BYTES)
        PyUnicode_InternInPlace(&key);  /* most keys are names that the program's own code holds too */
    r->key = key;
    const int known = PyDict_Contains(r->open[r->depth - 1].container, key);
    if (known < 0 || PyErr_Occurred())
        return -1;
    r->odd |= known;
    begins(&r->key_at, &event->start_mark);
    ends(&r->key_at, &event->end_mark);
    return 0;
}

static int on_scalar(Reader *r, const yaml_event_t *event)
{
    const Open *in = r->depth > 0 ? &r->open[r->depth - 1] : NULL;
    if (event->data.scalar.anchor != NULL || event->data.scalar.tag != NULL || in == NULL) {
        r->odd = 1;
        return 0;
    }
    if (in->is_mapping && r->key == NULL)
        return on_key(r, event);
    PyObject *value = scalar_value(r, event);
    if (value == NULL)
        return -1;
    if (value == Py_None && in->is_flow && in->is_mapping && event->start_mark.index == r->key_at.end)
        r->odd = 1;  /* {2022: 28,93}: perhaps a decimal comma */
    Place *place = new_place(event, in->is_mapping ? &r->key_at : NULL);
    const int failed = place == NULL || put(r, value, place) < 0;
    Py_DECREF(value);
    Py_XDECREF((PyObject *)place);
    return failed ? -1 : 0;
}

static int on_start(Reader *r, const yaml_event_t *event, int is_mapping)
{
    const Open *in = r->depth > 0 ? &r->open[r->depth - 1] : NULL;
    const yaml_char_t *anchor = is_mapping ? event->data.mapping_start.anchor : event->data.sequence_start.anchor;
    const yaml_char_t *tag = is_mapping ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    if (anchor != NULL || tag != NULL || r->depth == MAX_DEPTH || (in != NULL && in->is_mapping && r->key == NULL)) {
        r->odd = 1;
        return 0;
    }
    PyObject *container = is_mapping ? PyDict_New() : PyList_New(0);
    PyObject *places = is_mapping ? PyDict_New() : PyList_New(0);
    PyObject *id = PyLong_FromVoidPtr(container);
    Place *place = new_place(event, in != NULL && in->is_mapping ? &r->key_at : NULL);
    int failed = container == NULL || places == NULL || id == NULL || place == NULL;
    failed = failed || PyDict_SetItem(r->tables, id, places) < 0 || put(r, container, place) < 0;
    if (!failed)
        r->open[r->depth++] = (Open){
            .container = container,
            .places = places,
            .place = place,
            .is_mapping = is_mapping,
            .is_flow = is_mapping && event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
        };
    Py_XDECREF(container);
    Py_XDECREF(places);
    Py_XDECREF(id);
    Py_XDECREF((PyObject *)place);
    return failed ? -1 : 0;
}

/* All events of a text; 0 where nothing was odd or r->odd says that something was, -1 with an exception. */
static int run(Reader *r, yaml_parser_t *parser)
{
    yaml_event_t event;
    int documents = 0, failed = 0, done = 0;
    while (!failed && !r->odd && !done) {
        if (!yaml_parser_parse(parser, &event)) {
            r->odd = 1;
            break;
        }
        switch (event.type) {
        case YAML_SCALAR_EVENT: failed = on_scalar(r, &event); break;
        case YAML_MAPPING_START_EVENT: failed = on_start(r, &event, 1); break;
        case YAML_SEQUENCE_START_EVENT: failed = on_start(r, &event, 0); break;
        case YAML_MAPPING_END_EVENT:
        case YAML_SEQUENCE_END_EVENT: ends(&r->open[--r->depth].place->value, &event.end_mark); break;
        case YAML_DOCUMENT_START_EVENT: r->odd = ++documents > 1; break;
        case YAML_ALIAS_EVENT: r->odd = 1; break;
        case YAML_STREAM_END_EVENT: done = 1; break;
        default: break;
        }
        yaml_event_delete(&event);
    }
    return failed;
}

static PyObject *reader_read(PyObject *module, PyObject *args)
{
    const char *text;
    Py_ssize_t length;
    Reader r = {0};
    yaml_parser_t parser;
    PyObject *result = NULL;
    if (!PyArg_ParseTuple(args, "y#OO!:read", &text, &length, &r.core, &PyDict_Type, &r.words))
        return NULL;
    if ((unsigned long long)length > UINT_MAX)
        Py_RETURN_NONE;  /* places would not fit */
    r.tables = PyDict_New();
    r.shared = PyDict_New();
    if (r.tables == NULL || r.shared == NULL || !yaml_parser_initialize(&parser)) {
        Py_XDECREF(r.tables);
        Py_XDECREF(r.shared);
        return PyErr_NoMemory();
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, (size_t)length);
    if (run(&r, &parser) == 0)
        result = r.odd || r.data == NULL ? Py_NewRef(Py_None) : PyTuple_Pack(3, r.data, r.root, r.tables);
    yaml_parser_delete(&parser);
    Py_XDECREF(r.key);
    Py_XDECREF(r.data);
    Py_XDECREF((PyObject *)r.root);
    Py_DECREF(r.tables);
    Py_DECREF(r.shared);
    return result;
}

static PyMethodDef methods[] = {
    {"read", reader_read, METH_VARARGS,
     "read(text, core, words)\n--\n\n"
     "Data, place of the root, and places by id(container) of a UTF-8 text; None where something in it is odd.\n\n"
     "``core`` gives the value of a plain scalar that may be a number, ``words`` the values of those that are no text."},
    {NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, .m_name = "planmodel.yamltree._reader", .m_doc = "Texts without anything odd, read in C.",
    .m_size = -1, .m_methods = methods,
};

PyMODINIT_FUNC PyInit__reader(void)
{
    PyObject *made = PyModule_Create(&module);
    PlaceType = (PyTypeObject *)PyType_FromSpec(&place_spec);
    if (made == NULL || PlaceType == NULL || PyModule_AddObjectRef(made, "Place", (PyObject *)PlaceType) < 0) {
        Py_XDECREF(made);
        return NULL;
    }
    return made;
}
